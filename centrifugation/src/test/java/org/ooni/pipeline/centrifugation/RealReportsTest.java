package org.ooni.pipeline.centrifugation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.autoclaving.Autoclaving;
import org.ooni.pipeline.autoclaving.sanitise.BridgeDb;
import org.ooni.pipeline.autoclaving.scrub.ScrubbingRules;
import org.ooni.pipeline.canning.Canning;
import org.ooni.pipeline.feeder.Feeders;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.metadb.MetaDb;
import org.ooni.pipeline.migrations.MetaDbFixture;
import org.ooni.pipeline.raw.Bucket;
import org.ooni.pipeline.report.Slicer;
import org.postgresql.PGConnection;

/**
 * Real reports through all three stages, against what the original's database holds of them. Compared by natural keys;
 * what depends on the LZ4 encoder is left out. Tables of Feeders that do not exist yet are not compared.
 */
class RealReportsTest {
    private static final Path VECTORS = vectors();

    /** V16 gives these a label; the original stored NULL. */
    private static final Set<String> NEWER_TEST_NAMES = Set.of(
            "psiphon",
            "tor",
            "signal",
            "torsf",
            "riseupvpn",
            "dnscheck",
            "stunreachability",
            "urlgetter",
            "http_url_list",
            "tls_handshake",
            "dns_injection",
            "captive_portal",
            "dns_spoof",
            "lantern",
            "openvpn",
            "echcheck",
            "sni_blocking",
            "tlsmiddlebox",
            "dnsping",
            "tcpping",
            "tlsping",
            "simplequicping",
            "quicping",
            "portfiltering",
            "ddr",
            "browser_web",
            "shadowsocks",
            "vpn");

    private static final int REPORTS_OF_NEWER_TESTS = 32;
    private static final String BRIDGES = "20150216T000016Z-NL-AS47172-bridge_reachability";

    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    @TempDir
    Path root;

    @BeforeEach
    void needsTheRealReports() {
        assumeTrue(Files.isDirectory(VECTORS), "there are no real reports at " + VECTORS);
    }

    @Test
    void realReportsGiveTheRowsOfTheOriginal() throws Exception {
        ingest(VECTORS.resolve("real/reports-raw"));

        assertSame("autoclaved", "SELECT filename, bucket_date, code_ver FROM autoclaved");
        assertSame("software", "SELECT test_name, test_version, software_name, software_version FROM software");
        assertSame("tcp", feature("tcp", "t.ip, t.port, t.control_failure, t.test_failure, t.control_api_failure"));
    }

    @Test
    void reportsDifferInTheNamesOfNewerTestsOnly() throws Exception {
        ingest(VECTORS.resolve("real/reports-raw"));

        List<String> renamed = new ArrayList<>();
        List<String> actual = new ArrayList<>();
        for (String line : dump(
                "SELECT r.textname, a.filename, test_start_time, probe_cc, probe_asn, probe_ip, r.test_name, badtail,"
                        + " r.orig_sha1, report_id, s.test_name, s.test_version, s.software_name, s.software_version"
                        + " FROM report r JOIN autoclaved a USING (autoclaved_no) JOIN software s USING (software_no)")) {
            String[] fields = line.split("\t", -1);
            if (NEWER_TEST_NAMES.contains(fields[6])) {
                renamed.add(fields[0]);
                fields[6] = "\\N";
            }
            actual.add(String.join("\t", fields));
        }
        assertThat(actual).containsExactlyInAnyOrderElementsOf(expected("report"));
        assertThat(renamed).hasSize(REPORTS_OF_NEWER_TESTS);
    }

    @Test
    void verdictsDifferInTheBridgeThatTheOriginalLostOnly() throws Exception {
        ingest(VECTORS.resolve("real/reports-raw"));

        List<String> actual = dump(feature(
                "http_verdict",
                "t.accessible, t.control_failure, t.http_experiment_failure, t.title_match, t.dns_consistency,"
                        + " t.dns_experiment_failure, t.body_proportion, t.blocking, t.body_length_match,"
                        + " t.headers_match, t.status_code_match"));
        // D43: the measurement without an address is one of ours, the 47th of its report.
        List<String> added = new ArrayList<>(actual);
        added.removeAll(expected("http_verdict"));
        assertThat(actual).containsAll(expected("http_verdict"));
        assertThat(added).singleElement().asString().contains(BRIDGES).contains("\t47\t");
        assertThat(dump("SELECT textname FROM badblob"))
                .as("D43 turns the only bad blob into a measurement")
                .isEmpty();
        assertThat(expected("badblob")).singleElement().asString().contains(BRIDGES);
    }

    @Test
    void reportsThatStopTheOriginalGiveTheirMeasurements() throws Exception {
        ingest(VECTORS.resolve("real-hard/reports-raw"));

        assertThat(dump("SELECT count(*), count(DISTINCT report_no) FROM measurement"))
                .containsExactly("15\t7");
        assertThat(dump("SELECT DISTINCT probe_cc, probe_asn FROM report")).containsExactly("ZZ\t0");
        assertThat(dump("SELECT 'badblob' FROM badblob UNION ALL SELECT 'badmeta' FROM badmeta"))
                .isEmpty();
    }

    private void ingest(Path reportsRaw) throws Exception {
        Path canned = root.resolve("canned");
        Path autoclaved = root.resolve("autoclaved");
        BridgeDb bridges = BridgeDb.read(VECTORS.resolve("real/bridge_db.json"));
        Centrifugation centrifugation = new Centrifugation(
                autoclaved,
                new MetaDb(metadb.dataSource()),
                Feeders.load(getClass().getClassLoader()),
                Clock.systemUTC());
        try (Stream<Path> buckets = Files.list(reportsRaw)) {
            for (Path directory : buckets.sorted().toList()) {
                Bucket bucket = Bucket.parse(directory.getFileName().toString());
                new Canning(reportsRaw, canned, 2).run(bucket, Progress.NONE);
                new Autoclaving(canned, autoclaved, bridges, ScrubbingRules.none(), Slicer.DEFAULT_MAX_BLOB, 2)
                        .run(bucket, Progress.NONE);
                centrifugation.run(bucket, Progress.NONE);
            }
        }
    }

    private static String feature(String table, String columns) {
        return "SELECT k.textname, k.idx, " + columns + " FROM " + table + " t JOIN ("
                + "SELECT msm_no, r.textname, row_number() OVER (PARTITION BY report_no ORDER BY frame_off, intra_off)"
                + " AS idx FROM measurement JOIN report r USING (report_no)) k USING (msm_no)";
    }

    private void assertSame(String table, String query) throws SQLException, IOException {
        assertThat(dump(query)).as(table).containsExactlyInAnyOrderElementsOf(expected(table));
    }

    private List<String> dump(String query) throws SQLException, IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Connection connection = metadb.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET extra_float_digits = 1");
            connection.unwrap(PGConnection.class).getCopyAPI().copyOut("COPY (" + query + ") TO STDOUT", out);
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static List<String> expected(String table) throws IOException {
        return Files.readAllLines(VECTORS.resolve("real/expected/db/" + table + ".tsv"));
    }

    /** Beside the project's root, which is the nearest directory above with all modules in it. */
    private static Path vectors() {
        Path directory = Path.of("").toAbsolutePath();
        while (directory.getParent() != null && !Files.isDirectory(directory.resolve("canning"))) {
            directory = directory.getParent();
        }
        return directory.resolveSibling("shared").resolve("vectors");
    }
}
