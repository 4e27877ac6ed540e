package org.ooni.pipeline.canning;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.ooni.pipeline.io.Digester;
import org.ooni.pipeline.io.Gzip;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.io.PublishedDirectory;
import org.ooni.pipeline.raw.Bucket;
import org.ooni.pipeline.raw.ReportName;

/** A day of made-up reports under roots of its own, and what canning makes of it with cans of 64 KiB. */
final class TestBucket {
    static final Bucket DAY = Bucket.parse("2016-09-28");
    static final int CAN_SIZE = 1 << 16;

    private final Path home;

    /** @param home a directory of the test's own */
    TestBucket(Path home) throws IOException {
        this.home = home;
        Files.createDirectories(raw());
    }

    /** The name of the {@code n}th report of {@code test}; names sort by n. */
    static ReportName name(String test, int n) {
        String time = String.format("%02d%02d%02d", n / 3600, n / 60 % 60, n % 60);
        return ReportName.parse("20160928T" + time + "Z-GR-AS6799-" + test + "-id" + n + "-0.2.0-probe.json")
                .orElseThrow();
    }

    /** Writes a report whose bytes follow from its name and size. */
    TestBucket report(String test, int n, int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(31 * n + test.hashCode()).nextBytes(bytes);
        return report(test, n, bytes);
    }

    TestBucket report(String test, int n, String text) throws IOException {
        return report(test, n, text.getBytes(StandardCharsets.UTF_8));
    }

    private TestBucket report(String test, int n, byte[] bytes) throws IOException {
        Files.write(raw(test, n), bytes);
        return this;
    }

    Path home() {
        return home;
    }

    Path rawRoot() {
        return home.resolve("reports-raw");
    }

    Path cannedRoot() {
        return home.resolve("canned");
    }

    Path raw() {
        return DAY.under(rawRoot());
    }

    Path raw(String test, int n) {
        return raw().resolve(name(test, n).file());
    }

    Path canned() {
        return DAY.under(cannedRoot());
    }

    Path canned(String file) {
        return canned().resolve(file);
    }

    CanningResult can() throws IOException {
        return can(2);
    }

    CanningResult can(int threads) throws IOException {
        return new Canning(rawRoot(), cannedRoot(), threads, CAN_SIZE).run(DAY, Progress.NONE);
    }

    Map<String, String> stateWhenCanned() throws IOException {
        can();
        return state();
    }

    /** The text of the index. */
    String index() throws IOException {
        try (InputStream in = Gzip.open(canned(PublishedDirectory.INDEX))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    /** What there is in the canned directory, itself included: names, modes, digests. */
    Map<String, String> state() throws IOException {
        return state(canned());
    }

    static Map<String, String> state(Path directory) throws IOException {
        Map<String, String> state = new TreeMap<>();
        try (Stream<Path> entries = Files.walk(directory)) {
            entries.forEach(entry -> state.put(directory.relativize(entry).toString(), describe(entry)));
        }
        return state;
    }

    private static String describe(Path entry) {
        try {
            String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(entry));
            return mode + (Files.isDirectory(entry) ? "" : " " + sha1(Files.readAllBytes(entry)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(byte[] bytes) {
        return HexFormat.of().formatHex(Digester.newSha1().digest(bytes));
    }
}
