package org.ooni.pipeline.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogConfigurationTest {
    private final PrintStream console = System.err;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Properties before = (Properties) System.getProperties().clone();

    @BeforeEach
    void listen() {
        System.clearProperty(LogConfiguration.LEVEL);
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(console);
        System.setProperties(before);
    }

    /** What three loggers write. */
    private String log() {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        new LogConfiguration().configure(context);
        context.getLogger("org.ooni.pipeline.canning.Canning").debug("a detail", new IllegalStateException("why"));
        context.getLogger("org.ooni.pipeline.canning.Canning").info("ours");
        context.getLogger("org.flywaydb.core").info("not ours");
        context.getLogger("org.flywaydb.core").warn("a warning", new IllegalStateException("why"));
        context.stop();
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void logbackFindsIt() {
        assertThat(ServiceLoader.load(Configurator.class)).hasExactlyElementsOfTypes(LogConfiguration.class);
    }

    @Test
    void aLineHasItsTimeAndTheFirstOfAStack() {
        assertThat(log().lines())
                .hasSize(4)
                .satisfiesExactly(
                        line -> assertThat(line).matches("\\d\\d:\\d\\d:\\d\\d INFO  ours"),
                        line -> assertThat(line).endsWith(" WARN  a warning"),
                        line -> assertThat(line).isEqualTo("java.lang.IllegalStateException: why"),
                        line -> assertThat(line).startsWith("\tat org.ooni.pipeline.cli.log."));
    }

    @Test
    void debuggingShowsDetailsAndWholeStacks() {
        System.setProperty(LogConfiguration.LEVEL, "DEBUG");
        System.setProperty(LogConfiguration.STACK, "full");

        assertThat(log()).contains(" DEBUG a detail").doesNotContain("not ours");
        assertThat(log().lines().filter(line -> line.startsWith("\tat "))).hasSizeGreaterThan(20);
    }

    @Test
    void objectsAreWrittenWhereTheyAreAskedFor() {
        LogFormat.JSON.use();

        assertThat(log().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"time\":\"") && line.endsWith("}"));
    }
}
