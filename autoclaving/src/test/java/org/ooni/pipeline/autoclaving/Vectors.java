package org.ooni.pipeline.autoclaving;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Reports that are not part of the project and what the original pipeline made of them, where there are any. */
final class Vectors {
    private static final Path ROOT = Path.of("..", "..", "shared", "vectors").toAbsolutePath();

    private Vectors() {}

    /** A file or folder of the vectors; skips the test when it is not there. */
    static Path require(String name) {
        Path path = ROOT.resolve(name).normalize();
        assumeTrue(Files.exists(path), () -> "skipped: there are no vectors at " + path);
        return path;
    }
}
