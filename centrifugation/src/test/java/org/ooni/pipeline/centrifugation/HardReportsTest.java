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
import java.util.List;
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

/** Real reports that stopped the original give their measurements. */
class HardReportsTest {
    private static final Path VECTORS = vectors();

    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    @TempDir
    Path root;

    @BeforeEach
    void needsTheRealReports() {
        assumeTrue(Files.isDirectory(VECTORS), "there are no real reports at " + VECTORS);
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
                Clock.systemUTC(),
                2);
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

    private List<String> dump(String query) throws SQLException, IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Connection connection = metadb.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET extra_float_digits = 1");
            connection.unwrap(PGConnection.class).getCopyAPI().copyOut("COPY (" + query + ") TO STDOUT", out);
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
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
