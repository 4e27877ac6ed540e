package org.ooni.pipeline.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JsonLogTest {
    private final StringWriter written = new StringWriter();
    private final PrintWriter err = new PrintWriter(new ErrorLines(written), true);

    @BeforeEach
    void json() {
        LogFormat.JSON.use();
    }

    @AfterEach
    void text() {
        LogFormat.TEXT.use();
    }

    private static JsonNode read(String line) throws IOException {
        assertThat(line).endsWith("}\n").doesNotContain("\n{");
        return new JsonMapper().readTree(line);
    }

    private static String layout(boolean stacks) {
        JsonLogLayout layout = new JsonLogLayout();
        layout.setStacks(stacks);
        LoggingEvent event = new LoggingEvent(
                "",
                new LoggerContext().getLogger("org.ooni.pipeline.canning.Canning"),
                Level.WARN,
                "two \"lines\"\nof {}",
                new IllegalStateException("why"),
                new Object[] {"text"});
        event.setInstant(Instant.parse("2026-11-20T21:00:00.123456Z"));
        return layout.doLayout(event);
    }

    @Test
    void anEventIsOneLineOfJson() throws IOException {
        JsonNode event = read(layout(false));

        assertThat(event.path("time").asText()).isEqualTo("2026-11-20T21:00:00.123Z");
        assertThat(event.path("level").asText()).isEqualTo("WARN");
        assertThat(event.path("logger").asText()).isEqualTo("org.ooni.pipeline.canning.Canning");
        assertThat(event.path("message").asText()).isEqualTo("two \"lines\"\nof text");
        assertThat(event.path("thrown").asText()).isEqualTo("java.lang.IllegalStateException: why");
        assertThat(read(layout(true)).path("thrown").asText()).contains("\tat org.ooni.pipeline.cli.log.JsonLogTest");
    }

    @Test
    void aLineForAPersonBecomesAnObjectAndAnObjectStays() throws IOException {
        err.println("making up \"a day\"");
        assertThat(read(written.toString()).path("message").asText()).isEqualTo("making up \"a day\"");

        written.getBuffer().setLength(0);
        err.println(LogLine.failure("it failed", Map.of("exit", 65)));
        JsonNode failure = read(written.toString());
        assertThat(failure.path("level").asText()).isEqualTo("ERROR");
        assertThat(failure.path("message").asText()).isEqualTo("it failed");
        assertThat(failure.path("exit").asInt()).isEqualTo(65);
    }

    @Test
    void textStaysAsItIs() {
        LogFormat.TEXT.use();
        err.println("a line");
        err.print("half");
        err.flush();

        assertThat(written.toString()).isEqualTo("a line" + System.lineSeparator() + "half");
        assertThat(LogLine.failure("it failed", Map.of("exit", 65))).isEqualTo("it failed");
    }

    @Test
    void passwordsDoNotReachTheLog() {
        assertThat(LogLine.failure("cannot reach postgresql://u:s3cret@h/d", Map.of()))
                .contains("u:******@h")
                .doesNotContain("s3cret");
    }
}
