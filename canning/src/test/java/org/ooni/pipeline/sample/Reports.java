package org.ooni.pipeline.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Reads sample reports back by the framing rules, plainly. */
final class Reports {
    private Reports() {}

    static byte[] bytes(WrittenDay day, String fileName) throws IOException {
        return Files.readAllBytes(day.directory().resolve(fileName));
    }

    /** The lines of a JSON report that have an end. */
    static List<String> wholeLines(WrittenDay day, WrittenDay.Report report) throws IOException {
        String text = new String(bytes(day, report.fileName()), StandardCharsets.UTF_8);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    /** The framed documents of a YAML report, header first; fails on anything between them but comments. */
    static List<String> documents(WrittenDay day, WrittenDay.Report report) throws IOException {
        String text = new String(bytes(day, report.fileName()), StandardCharsets.US_ASCII);
        List<String> documents = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            if (text.startsWith("#", at)) {
                at = text.indexOf('\n', at) + 1;
            } else {
                assertThat(text.startsWith("---\n", at))
                        .as("%s at %d", report.fileName(), at)
                        .isTrue();
                int end = text.indexOf("\n...\n", at);
                assertThat(end).as("%s at %d", report.fileName(), at).isPositive();
                documents.add(text.substring(at, end + 5));
                at = end + 5;
            }
        }
        return documents;
    }
}
