package org.ooni.pipeline.cli.embedded;

import java.io.IOException;
import java.nio.file.Path;

/** A program for the tests: uses the server of a directory until its standard input says otherwise. */
final class Use {
    private Use() {}

    @SuppressWarnings("try")
    public static void main(String[] arguments) throws IOException {
        try (EmbeddedServer server = EmbeddedServer.join(Path.of(arguments[0]), System.getenv(), System.err::println)) {
            System.out.println("joined " + ServerProperties.read(Path.of(arguments[0], "server.properties")));
            while (System.in.read() > 0) {}
        }
    }
}
