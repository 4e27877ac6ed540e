package org.ooni.pipeline.centrifugation;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.feeder.Feeders;
import org.ooni.pipeline.feeder.SampleData;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.metadb.MetaDb;
import org.ooni.pipeline.migrations.MetaDbFixture;
import org.ooni.pipeline.raw.Bucket;

/** An archive in a temporary directory, and a database to ingest it into. */
abstract class IngestFixture {
    static final Bucket BUCKET = Bucket.parse("2017-01-01");
    static final Instant NOW = Instant.parse("2017-01-05T12:00:00Z");
    /** More than cores: rows must come out the same whatever thread is first. */
    static final int THREADS = 3;

    static final String FILE = "web_connectivity.0.tar.lz4";

    private static final List<String> TABLES = List.of(
            "autoclaved",
            "report",
            "measurement",
            "input",
            "residual",
            "tcp",
            "http_verdict",
            "feeder_file",
            "badblob",
            "badmeta",
            "badrow",
            "ooexpl_bucket_msm_count",
            "ooexpl_daily_msm_count",
            "ooexpl_wc_confirmed",
            "ooexpl_wc_input_counts");

    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    @TempDir
    Path root;

    BucketForge bucket() {
        return new BucketForge(root, BUCKET);
    }

    /** Ingests one report of {@code data}. */
    CentrifugationResult ingest(JsonNode... data) throws IOException, SQLException {
        bucket().report(FILE, "report.json", data).write();
        return run();
    }

    CentrifugationResult run() throws IOException, SQLException {
        return run(Progress.NONE);
    }

    CentrifugationResult run(Progress progress) throws IOException, SQLException {
        return centrifugation(Feeders.load(Feeder.class.getClassLoader())).run(BUCKET, progress);
    }

    Centrifugation centrifugation(List<Feeder> feeders) {
        return centrifugation(feeders, NOW);
    }

    Centrifugation centrifugation(List<Feeder> feeders, Instant now) {
        return new Centrifugation(
                root, new MetaDb(metadb.dataSource()), feeders, Clock.fixed(now, ZoneOffset.UTC), THREADS);
    }

    Centrifugation centrifugation(MetaDbFixture database, List<Feeder> feeders) {
        return new Centrifugation(
                root, new MetaDb(database.dataSource()), feeders, Clock.fixed(NOW, ZoneOffset.UTC), THREADS);
    }

    CentrifugationResult run(CentrifugationOptions options) throws IOException, SQLException {
        return centrifugation(Feeders.load(Feeder.class.getClassLoader())).run(BUCKET, options, Progress.NONE);
    }

    /** The only value of a one-row query. */
    String value(String sql) throws SQLException {
        List<List<String>> rows = metadb.query(sql);
        if (rows.size() != 1) {
            throw new AssertionError(rows.size() + " rows of " + sql);
        }
        return rows.get(0).get(0);
    }

    /** All values of the first column. */
    List<String> values(String sql) throws SQLException {
        return metadb.query(sql).stream().map(row -> row.get(0)).toList();
    }

    long count(String table) throws SQLException {
        return Long.parseLong(value("SELECT count(*) FROM " + table));
    }

    /** Three reports, four measurements, one bad blob, one cut-off. */
    void twoFiles() throws IOException {
        bucket().reportWithBadBlob(
                        "a.0.tar.lz4", "one.json", SampleData.webConnectivity(), SampleData.with("input", "'b'"))
                .truncatedReport("a.0.tar.lz4", "two.json", 0, SampleData.with("report_id", "'two'"))
                .report("b.lz4", "three.json", SampleData.with("report_id", "'three'"))
                .write();
    }

    long size(String file) throws IOException {
        return Files.size(BUCKET.under(root).resolve(file));
    }

    /** Row versions of everything: a rewrite shows even when it changes no value. */
    List<String> snapshot() throws SQLException {
        List<String> rows = new ArrayList<>();
        for (String table : TABLES) {
            rows.addAll(values("SELECT xmin || ' ' || t::text FROM " + table + " t ORDER BY ctid"));
        }
        return rows;
    }
}
