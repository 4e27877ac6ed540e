package org.ooni.pipeline.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.ooni.pipeline.cli.embedded.EmbeddedServer;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints; the numbers come from the build. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        Properties build = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            build.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new String[] {
            "pipeline " + build.getProperty("pipeline"),
            "PostgreSQL " + EmbeddedServer.version() + " (embedded)",
            "Java ${java.version}"
        };
    }
}
