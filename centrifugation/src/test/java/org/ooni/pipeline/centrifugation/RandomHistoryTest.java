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
import org.ooni.pipeline.feeder.plugin.StrangerFeeder;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.metadb.CodeVer;
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
    private static final int HISTORIES = 5;
    private static final int STEPS = 5;

    @RegisterExtension
    final MetaDbFixture other = MetaDbFixture.migrated();

    private static final List<FeederVersion> FEEDERS = FeederVersion.of(Feeders.load(Feeder.class.getClassLoader()));

    private static final List<String> TABLES = Stream.concat(
                    FEEDERS.stream().map(FeederVersion::table), Stream.of("ours"))
            .toList();

    /** One report as the archive has it. */
    private record Report(String file, String name, String version, boolean badBlob, List<ObjectNode> data) {}

    private final Map<String, Report> archive = new TreeMap<>();
    private final ComparedContents contents = new ComparedContents();
    private Random random;
    private RandomReports reports;
    private int version;
    private int named;

    @Test
    void theLastArchiveIsAllThatCounts() throws Exception {
        long seed = Long.getLong("seed", 20_261_120);
        for (int history = 0; history < HISTORIES; history++) {
            begin(new Random(seed + history));
            for (int step = 0; step < STEPS; step++) {
                try {
                    step();
                } catch (IngestRefusedException | AssertionError e) {
                    throw new AssertionError("seed " + (seed + history) + ", step " + step, e);
                }
            }
        }
        contents.assertComplete();
    }

    private void begin(Random with) throws SQLException {
        random = with;
        reports = new RandomReports(with);
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
        contents.assertSame(metadb, other);
    }

    private void change() throws SQLException {
        switch (random.nextInt(archive.isEmpty() ? 1 : 6)) {
            case 0, 1 -> add();
            case 2 -> archive.remove(any());
            case 3 -> archive.compute(any(), (name, old) -> newVersion(old));
            case 4 -> version++;
            default -> age(file(), random.nextInt(CodeVer.CURRENT));
        }
    }

    /** Makes {@code file} one of an older version, 0 being an operator's mark: what it wrote, it wrote wrongly. */
    private void age(String file, int codeVer) throws SQLException {
        String measurements = " SELECT msm_no FROM measurement JOIN report USING (report_no) JOIN autoclaved USING "
                + "(autoclaved_no) WHERE filename = '" + BUCKET + "/" + file + "'";
        metadb.execute("UPDATE autoclaved SET code_ver = least(code_ver, " + codeVer + ") WHERE filename = '" + BUCKET
                + "/" + file + "'; UPDATE measurement SET anomaly = TRUE, confirmed = TRUE WHERE msm_no IN ("
                + measurements + ")");
        for (FeederVersion feeder : FEEDERS) {
            if (feeder.version() > codeVer) {
                metadb.execute("INSERT INTO " + feeder.table() + " SELECT * FROM " + feeder.table()
                        + " WHERE msm_no IN (" + measurements + ")");
            }
        }
    }

    private String any() {
        List<String> names = new ArrayList<>(archive.keySet());
        return names.get(random.nextInt(names.size()));
    }

    private void add() {
        String name = named++ + ".json";
        archive.put(name, new Report(file(), name, name, random.nextInt(4) == 0, reports.report(name)));
    }

    private Report newVersion(Report old) {
        String changed = old.version + "'";
        return new Report(old.file, old.name, changed, old.badBlob, reports.report(changed));
    }

    private String file() {
        return random.nextInt(3) + ".lz4";
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
        for (String table : TABLES) {
            assertThat(count(table + " LEFT JOIN measurement USING (msm_no) WHERE report_no IS NULL"))
                    .as(table)
                    .isZero();
        }
    }
}
