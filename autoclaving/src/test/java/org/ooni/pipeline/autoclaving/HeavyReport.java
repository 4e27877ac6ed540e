package org.ooni.pipeline.autoclaving;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.report.Slicer;

/** Reports that are large in one way or another, and what becomes of them in a process of little memory. */
enum HeavyReport {
    LINE_OF_200_MB("json", "{\"a\":\"", "x", 200_000_000, "\"}\n"),
    MEASUREMENT_OF_60_MB(
            "json",
            "{\"data_format_version\":\"0.2.0\",\"test_name\":\"a\",\"test_keys\":{\"body\":\"",
            "<p>It\\u2019s\\n",
            4_300_000,
            "\"}}\n"),
    OLD_MEASUREMENT_OF_60_MB("json", "{\"test_name\":\"a\",\"body\":\"", "<p>It\\u2019s\\n", 4_300_000, "\"}\n"),
    YAML_MEASUREMENT_OF_60_MB(
            "yaml", "---\ntest_name: a\n...\n---\nbody: \"", "<p>It\\u2019s\\n", 4_300_000, "\"\n...\n"),
    CONTROLS("json", "{\"a\":\"", "\1", 64_000_000, "\"}\n"),
    VALUES("json", "{\"a\":[{}", ",{\"a\":1}", 8_000_000, "]}\n"),
    VALUES_OF_TODAY("json", "{\"data_format_version\":\"0.2.0\",\"test_keys\":[1", ",1", 32_000_000, "]}\n"),
    OUTERMOST_KEYS("json", "{\"data_format_version\":\"0.2.0\",\"test_keys\":{}", ",\"%d\":1", 5_000_000, "}\n"),
    BODY_OF_ALIASES(
            "yaml",
            "---\ntest_name: http_requests\n...\n---\nrequests:\n- request: {url: a}\n  response:\n    body:\n    - &a \""
                    + "\\x01".repeat(250_000) + "\"\n",
            "    - *a\n",
            240,
            "...\n"),
    TINY_JSON("json", "", "{}\n", 100_000, ""),
    TINY_YAML("yaml", "---\ntest_name: a\n...\n", "---\na: 1\n...\n", 100_000, ""),
    LARGE_HEADER("yaml", "---\na: " + "x".repeat(1_000_000) + "\n...\n", "---\nb: 1\n...\n", 10_000, "");

    private final String format;
    private final String start;
    private final String piece;
    private final int count;
    private final String end;

    /** @param piece repeated {@code count} times; the number of the repetition stands for {@code %d} */
    HeavyReport(String format, String start, String piece, int count, String end) {
        this.format = format;
        this.start = start;
        this.piece = piece;
        this.count = count;
        this.end = end;
    }

    /** Cans and autoclaves the report named by the second argument, in the home named by the first. */
    public static void main(String[] args) throws IOException {
        TestBucket bucket = new TestBucket(Path.of(args[0]));
        valueOf(args[1]).write(bucket);
        AutoclavingResult result =
                bucket.can().autoclaving(Slicer.DEFAULT_MAX_BLOB, 1).run(TestBucket.DAY, Progress.NONE);
        System.out.println(result.data() + " data, " + result.badBlobs() + " bad, " + result.cutOffs() + " cut");
    }

    private void write(TestBucket bucket) throws IOException {
        Path file = TestBucket.DAY.under(bucket.rawRoot()).resolve(TestBucket.file("a", 0, format));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write(bytes(start));
            byte[] same = piece.contains("%d") ? null : bytes(piece);
            for (int i = 0; i < count; i++) {
                out.write(same == null ? bytes(piece.replace("%d", Integer.toString(i))) : same);
            }
            out.write(bytes(end));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
