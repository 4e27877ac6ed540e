package org.ooni.pipeline.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.cli.verify.Damage.Area;
import org.ooni.pipeline.metadb.MetaDb;
import org.ooni.pipeline.migrations.MetaDbFixture;
import org.ooni.pipeline.raw.Bucket;

/** Rows that are missing, or that point elsewhere. */
class DamagedRowTest {
    private static final long SEED = Long.getLong("seed", 20_261_120) | 1;
    private static final List<String> TABLES = List.of("autoclaved", "report", "measurement", "badblob");

    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    @TempDir
    Path root;

    private SoundBucket bucket;

    private List<Damage> verify(boolean readData) throws IOException, SQLException {
        return bucket.verify(Optional.of(new MetaDb(metadb.dataSource())), readData);
    }

    @Test
    void eachIsFound() throws Exception {
        bucket = SoundBucket.make(root, Bucket.parse("2017-01-01"), SEED);
        bucket.ingest(new MetaDb(metadb.dataSource()));
        assertThat(verify(false)).isEmpty();
        assertThat(verify(true)).isEmpty();
        assertThat(metadb.query("SELECT * FROM badblob")).isNotEmpty();
        for (String table : TABLES) {
            metadb.execute("CREATE TABLE sound_" + table + " AS TABLE " + table);
        }
        for (List<String> row : metadb.query("SELECT msm_no FROM measurement ORDER BY hashint4(msm_no) LIMIT 4")) {
            found(false, "DELETE FROM measurement WHERE msm_no = " + row.get(0));
            found(false, change("measurement", "frame_off = frame_off + 7", "msm_no", row));
            found(false, change("measurement", "intra_off = intra_off + 1", "msm_no", row));
            found(false, change("measurement", "intra_size = intra_size - 1", "msm_no", row));
            found(false, change("measurement", "orig_sha1 = decode(repeat('ab', 20), 'hex')", "msm_no", row));
            found(
                    false,
                    change(
                            "measurement",
                            "report_no = (SELECT max(report_no) FROM report o"
                                    + " WHERE o.report_no <> measurement.report_no)",
                            "msm_no",
                            row));
            found(false, change("measurement", "residual_no = -1", "msm_no", row));
            found(true, change("measurement", "id = '00000000-0000-0000-0000-000000000000'", "msm_no", row));
            found(
                    true,
                    change(
                            "measurement",
                            "input_no = CASE WHEN input_no IS NULL THEN" + " (SELECT min(input_no) FROM input) END",
                            "msm_no",
                            row));
        }
        for (List<String> row : metadb.query("SELECT report_no FROM report ORDER BY hashint4(report_no) LIMIT 3")) {
            found(false, "DELETE FROM report WHERE report_no = " + row.get(0));
            found(false, change("report", "textname = textname || 'x'", "report_no", row));
            found(false, change("report", "badtail = coalesce(badtail, 0) + 1", "report_no", row));
            found(false, change("report", "autoclaved_no = -1", "report_no", row));
        }
        for (List<String> row : metadb.query("SELECT autoclaved_no FROM autoclaved ORDER BY 1 LIMIT 2")) {
            found(false, "DELETE FROM autoclaved WHERE autoclaved_no = " + row.get(0));
            found(false, change("autoclaved", "file_size = file_size + 1", "autoclaved_no", row));
            found(false, change("autoclaved", "filename = filename || 'x'", "autoclaved_no", row));
        }
        found(false, "DELETE FROM badblob WHERE ctid = (SELECT min(ctid) FROM badblob)");
        found(false, "UPDATE badblob SET canned_off = canned_off + 1 WHERE ctid = (SELECT min(ctid) FROM badblob)");
        assertThat(verify(true)).isEmpty();
    }

    private static String change(String table, String set, String key, List<String> row) {
        return "UPDATE " + table + " SET " + set + " WHERE " + key + " = " + row.get(0);
    }

    private void found(boolean readData, String sql) throws SQLException, IOException {
        metadb.execute(sql);
        assertThat(verify(readData))
                .as(sql)
                .isNotEmpty()
                .allSatisfy(damage -> assertThat(damage.area()).isEqualTo(Area.METADB));
        for (String table : TABLES) {
            metadb.execute("TRUNCATE " + table + "; INSERT INTO " + table + " SELECT * FROM sound_" + table);
        }
    }
}
