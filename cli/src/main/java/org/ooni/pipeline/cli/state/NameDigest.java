package org.ooni.pipeline.cli.state;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.ooni.pipeline.io.Digester;

/** Tells cans and the files made of them apart without keeping them: by their names, and how many reports each has. */
final class NameDigest {
    private NameDigest() {}

    /** @param reports numbers of reports by names of cans, or of files */
    static String of(SortedMap<String, Integer> reports) {
        String text = reports.entrySet().stream()
                .map(file -> file.getKey() + "\n" + file.getValue())
                .collect(Collectors.joining("\n"));
        return HexFormat.of().formatHex(Digester.newSha1().digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
