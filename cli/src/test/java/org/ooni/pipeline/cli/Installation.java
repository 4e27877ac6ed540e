package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the build has packaged, for tests that need it in another place. */
final class Installation {
    private Installation() {}

    /** As it was packaged, and no archive of classes. */
    static void copyTo(Path place) throws IOException {
        Path made = Path.of("target/pipeline");
        try (Stream<Path> files = Stream.concat(Files.walk(made.resolve("bin")), Files.walk(made.resolve("lib")))) {
            for (Path file : files.toList()) {
                Path copy = place.resolve(made.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else if (copy.startsWith(place.resolve("lib"))) {
                    Files.createLink(copy, file);
                } else {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    /** The one package whose name is as {@code pattern}; the test is skipped where the build made none. */
    static Path archive(String pattern) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("target"), pattern)) {
            files.forEach(found::add);
        }
        assumeTrue(!found.isEmpty(), "not packaged: target/" + pattern);
        assertThat(found).hasSize(1);
        return found.get(0).toAbsolutePath();
    }
}
