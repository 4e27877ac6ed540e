package org.ooni.pipeline.centrifugation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.feeder.Feeders;
import org.ooni.pipeline.feeder.SampleData;
import org.ooni.pipeline.feeder.plugin.StrangerFeeder;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.metadb.Gc;
import org.ooni.pipeline.metadb.MetaDb;
import org.ooni.pipeline.metadb.RowWriter;
import org.ooni.pipeline.migrations.MetaDbFixture;

/**
 * Whatever happened to an archive, and to the runs that followed it: the database is the one that a single run over the
 * last archive would have made, but for its numbers and for the passes in {@code exc}. And what was there all the time
 * has kept its number.
 */
class RandomHistoryTest extends IngestFixture {
    private static final int HISTORIES = 12;
    private static final int STEPS = 6;
    private static final long MILLIS = 20_000;

    @RegisterExtension
    final MetaDbFixture other = MetaDbFixture.migrated();

    /** Rows by what they mean; {@code exc} without later passes. */
    private static final List<String> CONTENT = List.of(
            """
            SELECT filename, textname, r.orig_sha1, m.orig_sha1, frame_off, frame_size, intra_off, intra_size, input,
                residual, id, exc[:coalesce(array_position(exc, NULL) - 1, 99)], anomaly, confirmed, software_name, probe_cc, code_ver
            FROM measurement m JOIN report r USING (report_no) JOIN autoclaved USING (autoclaved_no)
            JOIN software USING (software_no) JOIN residual USING (residual_no) LEFT JOIN input USING (input_no)
            """,
            rowsOf("tcp", "ip, port, test_failure"),
            rowsOf("http_verdict", "accessible, blocking"),
            rowsOf("ours", "version"),
            "SELECT filename, textname, exc_report, exc_measurement FROM badmeta JOIN autoclaved USING (autoclaved_no) "
                    + "LEFT JOIN report USING (report_no)",
            "SELECT feeder, filename, version FROM feeder_file JOIN autoclaved USING (autoclaved_no)",
            """
            SELECT tbl, orig_sha1, regexp_replace(line, E'^[0-9]+\\t', '')
            FROM badrow CROSS JOIN LATERAL regexp_split_to_table(encode(datum, 'escape'), E'\\n') AS line
            LEFT JOIN measurement ON msm_no::text = split_part(line, E'\\t', 1)
            WHERE line <> ''
            """,
            "SELECT filename, textname, canned_off, exc_str FROM badblob",
            "SELECT input FROM input",
            "SELECT residual FROM residual",
            "SELECT test_name, software_name FROM software",
            "SELECT * FROM ooexpl_bucket_msm_count",
            "SELECT * FROM ooexpl_daily_msm_count",
            "SELECT * FROM ooexpl_wc_confirmed",
            "SELECT * FROM ooexpl_wc_input_counts");

    private static String rowsOf(String table, String columns) {
        return "SELECT textname, m.orig_sha1, frame_off, intra_off, " + columns + " FROM " + table
                + " JOIN measurement m USING (msm_no) JOIN report USING (report_no)";
    }

    /** One report as the archive has it. */
    private record Report(String file, String name, String version, boolean badBlob, List<ObjectNode> data) {}

    private final Map<String, Report> archive = new TreeMap<>();
    private Random random;
    private int version;
    private int named;

    @Test
    void theLastArchiveIsAllThatCounts() throws Exception {
        long seed = Long.getLong("seed", 20_261_120);
        long end = System.currentTimeMillis() + MILLIS;
        for (int history = 0; history < HISTORIES && System.currentTimeMillis() < end; history++) {
            begin(new Random(seed + history));
            for (int step = 0; step < STEPS && System.currentTimeMillis() < end; step++) {
                try {
                    step();
                } catch (IngestRefusedException | AssertionError e) {
                    throw new AssertionError("seed " + (seed + history) + ", step " + step, e);
                }
            }
        }
    }

    private void begin(Random with) throws SQLException {
        random = with;
        version = 1;
        named = 0;
        archive.clear();
        empty(metadb);
    }

    private static void empty(MetaDbFixture database) throws SQLException {
        database.execute("""
                TRUNCATE autoclaved, report, measurement, input, residual, software, domain, tcp, dns_a, vanilla_tor,
                    http_control, http_request, http_request_fp, http_verdict, badmeta, badrow,
                    badblob, feeder_file, ooexpl_bucket_msm_count, ooexpl_daily_msm_count, ooexpl_wc_confirmed,
                    ooexpl_wc_input_counts;
                DROP TABLE IF EXISTS ours;
                """ + TableFeeder.create("ours"));
    }

    private void step() throws Exception {
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            change();
        }
        if (archive.isEmpty()) {
            add();
        }
        writeArchive();
        Map<String, String> before = numbers();
        if (random.nextInt(3) == 0) {
            killed();
            assertThat(numbers()).as("a run that was killed").isEqualTo(before);
        }
        run(metadb);
        assertKept(before);
        assertNoRowIsAlone();
        assertThat(run(metadb).outcome()).isEqualTo(CentrifugationResult.Outcome.IN_SYNC);
        new MetaDb(metadb.dataSource()).inTransaction(Gc::run);
        empty(other);
        run(other);
        // Software of measurements that were all refused is in its dictionary, too.
        new MetaDb(other.dataSource()).inTransaction(Gc::run);
        assertSameContent();
    }

    private void change() throws SQLException {
        switch (random.nextInt(archive.isEmpty() ? 1 : 6)) {
            case 0, 1 -> add();
            case 2 -> archive.remove(any());
            case 3 -> archive.compute(any(), (name, old) -> newVersion(old));
            case 4 -> version++;
            default ->
                metadb.execute("UPDATE autoclaved SET code_ver = 0 WHERE abs(hashtext(filename || '" + random.nextInt()
                        + "')) % 2 = 0");
        }
    }

    private String any() {
        List<String> names = new ArrayList<>(archive.keySet());
        return names.get(random.nextInt(names.size()));
    }

    private void add() {
        String name = named++ + ".json";
        archive.put(name, new Report(file(), name, name, random.nextInt(4) == 0, data(name)));
    }

    private Report newVersion(Report old) {
        String changed = old.version + "'";
        return new Report(old.file, old.name, changed, old.badBlob, data(changed));
    }

    private String file() {
        return random.nextInt(3) + ".lz4";
    }

    /** No two versions of reports give the same bytes; a report of nothing gives none, so that its file stays as it is. */
    private List<ObjectNode> data(String reportVersion) {
        return Stream.generate(() -> datum().put("probe_city", reportVersion))
                .limit(1 + random.nextInt(4))
                .toList();
    }

    private ObjectNode datum() {
        ObjectNode datum = switch (random.nextInt(8)) {
            case 0 -> SampleData.with("test_keys", "null");
            case 1 -> SampleData.with("id", "null");
            case 2 -> SampleData.withKeys("{'accessible': 'maybe', 'blocking': 'dns'}");
            case 3 -> SampleData.withKeys("{'blocking': 'dns'}");
            case 4 -> SampleData.with("annotations", "'fail'");
            default -> SampleData.all().get(random.nextInt(2));
        };
        return datum.put("input", "i" + random.nextInt(4));
    }

    /** Files that came to have no report stay in the archive, empty: one that vanishes is refused. */
    private void writeArchive() throws Exception {
        BucketForge forge = bucket();
        for (String file : List.of("0.lz4", "1.lz4", "2.lz4")) {
            forge.file(file);
        }
        for (Report report : archive.values()) {
            forge.report(
                    report.file, report.name, report.version, report.badBlob, report.data.toArray(ObjectNode[]::new));
        }
        forge.write();
    }

    private CentrifugationResult run(MetaDbFixture database) throws Exception {
        return centrifugation(database, feeders()).run(BUCKET, Progress.NONE);
    }

    private List<Feeder> feeders() {
        List<Feeder> feeders = new ArrayList<>(Feeders.load(Feeder.class.getClassLoader()));
        feeders.add(new TableFeeder("ours", version));
        return feeders;
    }

    private void killed() {
        List<Feeder> feeders = feeders();
        feeders.add(new Killer());
        assertThatThrownBy(() -> centrifugation(metadb, feeders).run(BUCKET, Progress.NONE))
                .isInstanceOf(SQLException.class);
    }

    /** Ends the server's process when all rows are there but not settled. */
    private static final class Killer extends StrangerFeeder {
        Killer() {
            super("nobody", 1);
        }

        @Override
        public void feed(int msmNo, JsonNode datum, RowWriter rows) {}

        @Override
        public void settle(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_terminate_backend(pg_backend_pid())");
            }
        }
    }

    /** Number by what a measurement is. */
    private Map<String, String> numbers() throws SQLException {
        Map<String, String> numbers = new HashMap<>();
        metadb.query("""
                        SELECT textname || ' ' || r.orig_sha1 || ' ' || m.orig_sha1 || ' ' || row_number() OVER (
                            PARTITION BY report_no, m.orig_sha1 ORDER BY frame_off, intra_off), msm_no, report_no
                        FROM measurement m JOIN report r USING (report_no)
                        """).forEach(row -> numbers.put(row.get(0), row.get(1) + " " + row.get(2)));
        return numbers;
    }

    private void assertKept(Map<String, String> before) throws SQLException {
        Map<String, String> now = numbers();
        Map<String, String> survivors = new HashMap<>(before);
        survivors.keySet().retainAll(now.keySet());
        assertThat(now).containsAllEntriesOf(survivors);
    }

    private void assertNoRowIsAlone() throws SQLException {
        for (String table : List.of("tcp", "http_verdict", "ours")) {
            assertThat(count(table + " LEFT JOIN measurement USING (msm_no) WHERE report_no IS NULL"))
                    .as(table)
                    .isZero();
        }
    }

    private void assertSameContent() throws SQLException {
        for (String query : CONTENT) {
            assertThat(content(metadb, query)).as(query).isEqualTo(content(other, query));
        }
    }

    private static List<String> content(MetaDbFixture database, String query) throws SQLException {
        return database.query(query).stream()
                .map(row -> String.join("|", row.stream().map(String::valueOf).toList()))
                .sorted()
                .toList();
    }
}
