package org.ooni.pipeline.cli.state;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.SortedSet;
import org.ooni.pipeline.io.Digester;

/** Tells two sets of names apart without keeping them. */
final class NameDigest {
    private NameDigest() {}

    static String of(SortedSet<String> names) {
        return HexFormat.of()
                .formatHex(Digester.newSha1().digest(String.join("\n", names).getBytes(StandardCharsets.UTF_8)));
    }
}
