package org.ooni.pipeline.autoclaving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ooni.pipeline.autoclaving.RecordingSink.Event;
import org.ooni.pipeline.autoclaving.sanitise.BridgeDb;
import org.ooni.pipeline.autoclaving.sanitise.Sanitisers;
import org.ooni.pipeline.autoclaving.scrub.ScrubbingRules;
import org.ooni.pipeline.report.JsonSlicer;
import org.ooni.pipeline.report.Slice;
import org.ooni.pipeline.report.Slicer;
import org.ooni.pipeline.report.YamlSlicer;

/** Whatever bytes a report is of, every piece of it is a measurement, a bad blob, a cut, or a document of nothing. */
class ReportAutoclavePropertyTest {
    private static final int REPORTS = 800;
    private static final int MAX_BLOB = 200;

    private static final List<String> JSON_PIECES = List.of(
            "{",
            "}\n",
            "}",
            "\n",
            "{\"test_name\":\"web_connectivity\"}\n",
            "{\"a\":[1,2.5e3,-0,null]}\n",
            "\"a\":",
            "{\"data_format_version\":\"0.2.0\",\"test_keys\":{\"b\":\"\\ud83d\"}}\n",
            "{\"report\":{\"id\":7}}\n",
            ",",
            "{\"test_start_time\":\"2016-01-01 00:00:00\",\"test_name\":\"dns_consistency\",\"queries\":[{}]}\n",
            "{\"test_name\":\"http_requests\",\"requests\":[{\"response\":{\"headers\":[[1]]}}]}\n",
            "[[",
            "]]",
            "1e999",
            "{\"test_name\":\"bridge_reachability\",\"bridge_address\":\"1.2.3.4:5\",\"tor_log\":7}\n",
            "\"\\u0000\"",
            "{\"test_name\":\"tcp_connect\",\"input\":\"obfs3 1.2.3.4:5\"}\n",
            "\ufeff",
            "{\"a\":\"" + "x".repeat(300) + "\"}\n");

    private static final List<String> YAML_PIECES = List.of(
            "---\n",
            "...\n",
            "---\n...\n",
            "---\ntest_name: dns_consistency\nstart_time: 1.0\n...\n",
            "# comment\n",
            "\n",
            "---\nqueries: [{query: '<Query>', answers: [[a, b]]}]\n...\n",
            "a: &x [1]\nb: *x\n",
            "!!python/object:os.x {}\n",
            "---\n{test_name: tls-handshake, session: !!python/tuple [1, 2]}\n...\n",
            "- ? [1]\n  : 2\n",
            "2016-01-01\n",
            "---\n!!binary zzz=\n...\n",
            "---\nnull\n...\n",
            "<<: [1]\n",
            "---\n{<<: {a: 1}, b: .inf}\n...\n",
            "\t: %",
            "---\n[1]\n...\n",
            "---\na: " + "x".repeat(300) + "\n...\n",
            "---\nreport: {start_time: x}\n...\n");

    @TempDir
    private Path temp;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void everyPieceOfAJsonReportIsAccountedFor(long seed) throws IOException {
        Random random = new Random(seed);
        Autoclave autoclave = autoclave();
        for (int i = 0; i < REPORTS; i++) {
            byte[] report = report(JSON_PIECES, random);
            RecordingSink sink = run(autoclave, "2016-09-28/x.json", report);
            Iterator<Event> events = sink.events.iterator();
            Slicer slicer = new JsonSlicer(new ByteArrayInputStream(report), MAX_BLOB);
            for (Slice slice = slicer.next(); slice != null; slice = slicer.next()) {
                assertThat(isOf(events.next(), slice))
                        .as(context(seed, i, report))
                        .isTrue();
            }
            assertThat(events).as(context(seed, i, report)).isExhausted();
            assertLines(sink, context(seed, i, report));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void everyPieceOfAYamlReportIsAccountedFor(long seed) throws IOException {
        Random random = new Random(seed);
        Autoclave autoclave = autoclave();
        for (int i = 0; i < REPORTS; i++) {
            byte[] report = report(YAML_PIECES, random);
            RecordingSink sink = run(autoclave, "2016-09-28/x.yaml", report);
            Iterator<Event> events = sink.events.iterator();
            Event event = events.hasNext() ? events.next() : null;
            Slicer slicer = new YamlSlicer(new ByteArrayInputStream(report), MAX_BLOB);
            // Documents of nothing, the header first of all, have no event; all others have theirs, in order.
            for (Slice slice = slicer.next(); slice != null; slice = slicer.next()) {
                if (event == null || !isOf(event, slice)) {
                    assertThat(slice).as(context(seed, i, report)).isInstanceOf(Slice.Blob.class);
                    continue;
                }
                boolean cut = event.what().equals("cut");
                event = events.hasNext() ? events.next() : null;
                if (cut) {
                    break;
                }
            }
            assertThat(event).as(context(seed, i, report)).isNull();
            assertLines(sink, context(seed, i, report));
        }
    }

    @Test
    void theSameReportTwiceThroughOneAutoclaveGivesTheSame() throws IOException {
        Random random = new Random(3);
        Autoclave autoclave = autoclave();
        for (int i = 0; i < 100; i++) {
            byte[] report = report(JSON_PIECES, random);
            RecordingSink first = run(autoclave, "2016-09-28/x.json", report);
            run(autoclave, "2016-09-28/x.yaml", report(YAML_PIECES, random));
            assertThat(run(autoclave, "2016-09-28/x.json", report).data).isEqualTo(first.data);
        }
    }

    private static boolean isOf(Event event, Slice slice) {
        if (slice instanceof Slice.Blob blob) {
            String sha1 = HexFormat.of().formatHex(blob.sha1());
            return event.what().equals("datum") && event.sha1().equals(sha1)
                    || event.equals(new Event("bad", sha1, blob.off(), blob.length(), event.reason()))
                    || event.equals(new Event("cut", "", blob.off(), -1, event.reason()));
        }
        if (slice instanceof Slice.Oversize oversize) {
            String sha1 = HexFormat.of().formatHex(oversize.sha1());
            return event.equals(new Event("bad", sha1, oversize.off(), oversize.size(), event.reason()))
                    || event.equals(new Event("cut", "", oversize.off(), -1, event.reason()));
        }
        Slice.Cutoff cut = (Slice.Cutoff) slice;
        return event.equals(new Event("cut", "", cut.off(), -1, cut.reason()));
    }

    private static void assertLines(RecordingSink sink, String context) throws IOException {
        for (String datum : sink.data) {
            assertThat(datum).as(context).doesNotContain("\n");
            assertThat(new JsonMapper().readTree(datum).path("report_filename").asText())
                    .as(context)
                    .startsWith("2016-09-28/x.");
        }
    }

    private Autoclave autoclave() throws IOException {
        return new Autoclave(
                new Sanitisers(BridgeDb.read(Files.writeString(temp.resolve("bridge_db.json"), "{}"))),
                ScrubbingRules.none());
    }

    private static RecordingSink run(Autoclave autoclave, String textname, byte[] report) throws IOException {
        RecordingSink sink = new RecordingSink();
        new ReportAutoclave(autoclave, MAX_BLOB, textname, sink).run(new ByteArrayInputStream(report), report.length);
        return sink;
    }

    /** Pieces in any order, some with a byte or two changed, now and then noise. */
    private static byte[] report(List<String> pieces, Random random) {
        ByteArrayOutputStream report = new ByteArrayOutputStream();
        int count = random.nextInt(8);
        for (int i = 0; i < count; i++) {
            byte[] piece = pieces.get(random.nextInt(pieces.size())).getBytes(StandardCharsets.UTF_8);
            for (int flips = random.nextInt(8) - 5; flips > 0; flips--) {
                piece[random.nextInt(piece.length)] = (byte) random.nextInt(256);
            }
            report.writeBytes(piece);
        }
        return report.toByteArray();
    }

    private static String context(long seed, int i, byte[] report) {
        return "seed " + seed + ", report " + i + ": " + new String(report, StandardCharsets.ISO_8859_1);
    }
}
