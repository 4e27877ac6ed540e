package org.ooni.pipeline.autoclaving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ooni.pipeline.autoclaving.sanitise.BridgeDb;
import org.ooni.pipeline.autoclaving.sanitise.Sanitisers;
import org.ooni.pipeline.autoclaving.scrub.ScrubbingRules;
import org.ooni.pipeline.report.BadReason;
import org.ooni.pipeline.report.Slicer;

/** What the whole chain, from bytes to JSON lines, makes of one report. */
public final class Autoclaved implements ReportSink {
    public static final String BUCKET = "2016-01-02";
    public static final String TEXTNAME = BUCKET + "/20160101T000000Z-RU-AS1-web_connectivity-no_report_id-0.1.0-probe";

    private static final Sanitisers NO_BRIDGES = sanitisers("{}");
    private static final JsonMapper STRICT = new JsonMapper();

    private final List<String> lines = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final List<byte[]> sha1s = new ArrayList<>();

    private Autoclaved() {}

    /** A report of JSON, given with its line ends. */
    public static Autoclaved json(String report) {
        return of(TEXTNAME + ".json", report.getBytes(StandardCharsets.UTF_8), NO_BRIDGES);
    }

    /** One measurement of JSON, which may be spread over indented lines. */
    public static Autoclaved measurement(String json) {
        return json(json.replaceAll("\\n *", "") + "\n");
    }

    /** One YAML entry behind a header of a report id and a test name. */
    public static Autoclaved entry(String testName, String yaml) {
        return yaml("---\nreport_id: R\ntest_name: " + testName + "\n...\n---\n" + yaml + "...\n");
    }

    /** A report of YAML, with its framing lines. */
    public static Autoclaved yaml(String report) {
        return of(TEXTNAME + ".yaml", report.getBytes(StandardCharsets.UTF_8), NO_BRIDGES);
    }

    static Autoclaved of(String textname, byte[] report, String bridges) {
        return of(textname, report, sanitisers(bridges));
    }

    private static Autoclaved of(String textname, byte[] report, Sanitisers sanitisers) {
        Autoclaved made = new Autoclaved();
        try {
            Autoclave autoclave = new Autoclave(sanitisers, ScrubbingRules.none());
            new ReportAutoclave(autoclave, Slicer.DEFAULT_MAX_BLOB, textname, made)
                    .run(new ByteArrayInputStream(report), report.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return made;
    }

    private static Sanitisers sanitisers(String bridges) {
        try {
            Path file = Files.createTempFile("bridge_db", ".json");
            try {
                return new Sanitisers(BridgeDb.read(Files.writeString(file, bridges)));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JSON lines as written. */
    public List<String> lines() {
        return lines;
    }

    public List<JsonNode> data() {
        return lines.stream().map(Autoclaved::tree).toList();
    }

    /** The only measurement of a report without failures. */
    public JsonNode datum() {
        assertThat(failures).isEmpty();
        assertThat(lines).hasSize(1);
        return tree(lines.get(0));
    }

    public JsonNode testKeys() {
        return datum().get("test_keys");
    }

    /** Bad blobs, {@code "OFF+SIZE INFO"}, and cut-offs, {@code "cut OFF INFO"}. */
    public List<String> failures() {
        return failures;
    }

    /** Why the only blob gave no measurement. */
    public BadReason reason() {
        assertThat(lines).isEmpty();
        assertThat(failures).hasSize(1);
        String info = failures.get(0).replaceFirst("^\\S+ ", "");
        return List.of(BadReason.values()).stream()
                .filter(reason -> reason.info().equals(info))
                .findFirst()
                .orElseThrow();
    }

    /** Strict JSON, for what is expected. */
    public static JsonNode tree(String json) {
        try {
            return STRICT.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the blobs that gave measurements. */
    List<byte[]> sha1s() {
        return sha1s;
    }

    @Override
    public void datum(byte[] sha1, byte[] bytes, int length) {
        sha1s.add(sha1.clone());
        lines.add(new String(bytes, 0, length, StandardCharsets.UTF_8));
    }

    @Override
    public void badBlob(byte[] sha1, long off, long size, BadReason reason) {
        failures.add(off + "+" + size + " " + reason.info());
    }

    @Override
    public void cutOff(long off, BadReason reason) {
        failures.add("cut " + off + " " + reason.info());
    }
}
