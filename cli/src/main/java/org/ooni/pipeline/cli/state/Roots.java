package org.ooni.pipeline.cli.state;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the buckets of the three kinds lie. */
public record Roots(Path reportsRaw, Path canned, Path autoclaved) {
    /** As one text, to tell them from others. */
    String text() {
        return Stream.of(reportsRaw, canned, autoclaved)
                .map(root -> root.toAbsolutePath().normalize().toString())
                .collect(Collectors.joining(" | "));
    }
}
