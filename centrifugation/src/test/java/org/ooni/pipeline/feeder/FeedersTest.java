package org.ooni.pipeline.feeder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.feeder.plugin.StrangerFeeder;
import org.ooni.pipeline.metadb.CodeVer;

class FeedersTest {
    private final Feeder tcp = new TcpFeeder();
    private final Feeder verdict = new HttpVerdictFeeder();

    @Test
    void theBuiltInOnesAreFoundInTheOrderOfTheServicesFile() {
        assertThat(Feeders.load(Feeder.class.getClassLoader()))
                .hasExactlyElementsOfTypes(
                        TcpFeeder.class,
                        DnsFeeder.class,
                        VanillaTorFeeder.class,
                        HttpControlFeeder.class,
                        HttpRequestFeeder.class,
                        HttpRequestFpFeeder.class,
                        HttpVerdictFeeder.class);
    }

    @Test
    void pluginsComeAfterThemByName() {
        Feeder later = new StrangerFeeder.Another("b");
        Feeder earlier = new StrangerFeeder("c", 1);
        assertThat(Feeders.ordered(List.of(later, tcp, earlier, verdict)))
                .containsExactly(tcp, verdict, earlier, later);
    }

    @Test
    void twoForOneTableAreRefused() {
        assertThatThrownBy(() -> Feeders.ordered(List.of(tcp, new StrangerFeeder("tcp", 1))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("two Feeders for the table tcp: org.ooni.pipeline.feeder.TcpFeeder and "
                        + "org.ooni.pipeline.feeder.plugin.StrangerFeeder");
    }

    @Test
    void theTableOfTheRowsInTheEndCounts() {
        assertThatThrownBy(() -> Feeders.ordered(List.of(new DnsFeeder(), new StrangerFeeder("dns_a", 1))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("two Feeders for the table dns_a: ");
    }

    @Test
    void oneThatIsNewerThanTheProgramIsRefused() {
        Feeder ofThisPackage = new StrangerFeeder("new", CodeVer.CURRENT + 1) {};
        assertThatThrownBy(() -> Feeders.ordered(List.of(ofThisPackage)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("code version 6, this program writes 5");
    }

    @Test
    void pluginsHaveVersionsOfTheirOwn() {
        Feeder plugin = new StrangerFeeder("new", CodeVer.CURRENT + 1);
        assertThat(Feeders.ordered(List.of(plugin))).containsExactly(plugin);
    }

    @Test
    void aServicesFileThatNamesNothingIsRefused(@TempDir Path jar) throws IOException {
        Path services = jar.resolve("META-INF/services/" + Feeder.class.getName());
        Files.createDirectories(services.getParent());
        Files.writeString(services, "org.example.Nobody\n");

        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()})) {
            assertThatThrownBy(() -> Feeders.load(loader))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("a plug-in cannot be loaded: ")
                    .hasMessageContaining("org.example.Nobody");
        }
    }
}
