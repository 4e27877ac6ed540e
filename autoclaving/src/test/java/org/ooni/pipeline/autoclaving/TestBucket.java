package org.ooni.pipeline.autoclaving;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.ooni.pipeline.autoclaving.sanitise.BridgeDb;
import org.ooni.pipeline.autoclaving.scrub.ScrubbingRules;
import org.ooni.pipeline.canning.Canning;
import org.ooni.pipeline.io.Digester;
import org.ooni.pipeline.io.Gzip;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.io.PublishedDirectory;
import org.ooni.pipeline.raw.Bucket;

/** A day of made-up reports under roots of its own, its cans, and what autoclaving makes of them. */
final class TestBucket {
    static final Bucket DAY = Bucket.parse("2016-09-28");
    static final int MAX_MEASUREMENT = 4 << 20;

    private final Path home;

    /** @param home a directory of the test's own, which may hold a bucket already */
    TestBucket(Path home) throws IOException {
        this.home = home;
        Files.createDirectories(DAY.under(rawRoot()));
        Files.writeString(home.resolve("bridge_db.json"), "{}");
    }

    /** The name of the {@code n}th report of {@code test}; names sort by n. */
    static String file(String test, int n, String format) {
        String time = String.format("%02d%02d%02d", n / 3600, n / 60 % 60, n % 60);
        return "20160928T" + time + "Z-GR-AS6799-" + test + "-id" + n + "-0.2.0-probe." + format;
    }

    static String textname(String test, int n, String format) {
        return DAY + "/" + file(test, n, format);
    }

    /** A raw measurement, without its newline. */
    static String measurement(String test, int n) {
        return "{\"data_format_version\":\"0.2.0\",\"test_keys\":{\"n\":" + n + "},\"test_name\":\"" + test + "\"}";
    }

    TestBucket json(String test, int n, String text) throws IOException {
        return report(file(test, n, "json"), text);
    }

    TestBucket yaml(String test, int n, String text) throws IOException {
        return report(file(test, n, "yaml"), text);
    }

    /** Reports of a few measurements each; two or more of a test make a tar. */
    TestBucket reports(String test, int from, int to) throws IOException {
        for (int n = from; n < to; n++) {
            json(test, n, (measurement(test, n) + "\n").repeat(1 + n % 3));
        }
        return this;
    }

    TestBucket report(String file, String text) throws IOException {
        Files.write(DAY.under(rawRoot()).resolve(file), text.getBytes(StandardCharsets.UTF_8));
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

    Path autoclavedRoot() {
        return home.resolve("autoclaved");
    }

    Path canned(String file) {
        return DAY.under(cannedRoot()).resolve(file);
    }

    Path autoclaved() {
        return DAY.under(autoclavedRoot());
    }

    Path autoclaved(String file) {
        return autoclaved().resolve(file);
    }

    Path index() {
        return autoclaved(PublishedDirectory.INDEX);
    }

    TestBucket can() throws IOException {
        new Canning(rawRoot(), cannedRoot(), 2).run(DAY, Progress.NONE);
        return this;
    }

    /** The one place that knows how an Autoclaving is made. */
    Autoclaving autoclaving(int maxMeasurement, int threads) throws IOException {
        BridgeDb bridges = BridgeDb.read(home.resolve("bridge_db.json"));
        return new Autoclaving(cannedRoot(), autoclavedRoot(), bridges, ScrubbingRules.none(), maxMeasurement, threads);
    }

    AutoclavingResult run() throws IOException {
        return autoclaving(MAX_MEASUREMENT, 2).run(DAY, Progress.NONE);
    }

    AutoclavingResult runMissing() throws IOException {
        return autoclaving(MAX_MEASUREMENT, 2).runMissing(DAY, Progress.NONE);
    }

    /** Cans and autoclaves what is there. */
    TestBucket made() throws IOException {
        can().run();
        return this;
    }

    /** What the archive says, read through its index. */
    ReadBucket read() throws IOException {
        return ReadBucket.of(autoclavedRoot(), DAY);
    }

    /** The lines of the index. */
    String indexText() throws IOException {
        try (InputStream in = Gzip.open(index())) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    /** The lines of the index that tell of {@code file}. */
    String indexText(String file) throws IOException {
        String text = indexText();
        int start = text.indexOf("{\"filename\": \"" + DAY + "/" + file + "\"");
        int end = text.indexOf("\"type\": \"/file\"}\n", start);
        return text.substring(start, end) + "\"type\": \"/file\"}\n";
    }

    /** What there is in the autoclaved directory, itself included: names, modes, digests. */
    Map<String, String> state() throws IOException {
        Map<String, String> state = new TreeMap<>();
        try (Stream<Path> entries = Files.walk(autoclaved())) {
            entries.forEach(entry -> state.put(autoclaved().relativize(entry).toString(), describe(entry)));
        }
        return state;
    }

    /** The state after a run over what is canned. */
    Map<String, String> stateWhenRun() throws IOException {
        run();
        return state();
    }

    /** Lets a test change what is published. */
    static void writable(Path file) throws IOException {
        Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
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
