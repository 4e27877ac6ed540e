package org.ooni.pipeline.autoclaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ooni.pipeline.autoclaving.sanitise.BridgeDb;
import org.ooni.pipeline.autoclaving.sanitise.Sanitisers;
import org.ooni.pipeline.autoclaving.scrub.ScrubbingRules;

/** Whatever bytes a report is of, every piece of it is a measurement, a bad blob, a cut, or a document of nothing. */
class ReportAutoclavePropertyTest {
    private static final int REPORTS = 800;

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
        ReportLaws laws = laws();
        for (int i = 0; i < REPORTS; i++) {
            byte[] report = report(JSON_PIECES, random);
            assertThatCode(() -> laws.holdJson(report))
                    .as(context(seed, i, report))
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void everyPieceOfAYamlReportIsAccountedFor(long seed) throws IOException {
        Random random = new Random(seed);
        ReportLaws laws = laws();
        for (int i = 0; i < REPORTS; i++) {
            byte[] report = report(YAML_PIECES, random);
            assertThatCode(() -> laws.holdYaml(report))
                    .as(context(seed, i, report))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void theSameReportTwiceThroughOneAutoclaveGivesTheSame() throws IOException {
        Random random = new Random(3);
        ReportLaws laws = laws();
        for (int i = 0; i < 100; i++) {
            byte[] report = report(JSON_PIECES, random);
            RecordingSink first = laws.run("2016-09-28/x.json", report);
            laws.run("2016-09-28/x.yaml", report(YAML_PIECES, random));
            assertThat(laws.run("2016-09-28/x.json", report).data).isEqualTo(first.data);
        }
    }

    private ReportLaws laws() throws IOException {
        return new ReportLaws(
                new Autoclave(
                        new Sanitisers(BridgeDb.read(Files.writeString(temp.resolve("bridge_db.json"), "{}"))),
                        ScrubbingRules.none()),
                200);
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
