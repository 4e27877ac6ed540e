package org.ooni.pipeline.centrifugation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ooni.pipeline.migrations.MetaDbDump;
import org.ooni.pipeline.migrations.MetaDbFixture;

/** Compares what two databases say, whatever numbers they say it with, and remembers which tables had something to say. */
final class ComparedContents {
    /** Rows by what they mean; {@code exc} without later passes. */
    private static final List<String> CONTENT = List.of(
            """
            SELECT filename, textname, r.orig_sha1, m.orig_sha1, frame_off, frame_size, intra_off, intra_size, input,
                residual, id, exc[:coalesce(array_position(exc, NULL) - 1, 99)], anomaly, confirmed, software_name, probe_cc, code_ver
            FROM measurement m JOIN report r USING (report_no) JOIN autoclaved USING (autoclaved_no)
            JOIN software USING (software_no) JOIN residual USING (residual_no) LEFT JOIN input USING (input_no)
            """,
            "SELECT textname, frame_off, intra_off, version FROM ours JOIN measurement USING (msm_no) JOIN report "
                    + "USING (report_no)",
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
            "SELECT * FROM ooexpl_bucket_msm_count",
            "SELECT * FROM ooexpl_daily_msm_count",
            "SELECT * FROM ooexpl_wc_confirmed",
            "SELECT * FROM ooexpl_wc_input_counts");

    /** Tables whose dump says the same of all histories: {@code exc} tells of passes, {@code badrow} is above. */
    private static final Set<String> NOT_DUMPED = Set.of("measurement", "badrow");

    private final Set<String> filled = new HashSet<>();

    /** That no table was empty in all comparisons. */
    void assertComplete() {
        assertThat(filled).as("tables that had rows to be compared").containsAll(dumped());
    }

    private static List<String> dumped() {
        return MetaDbDump.tables().stream()
                .filter(table -> !NOT_DUMPED.contains(table))
                .toList();
    }

    /** That both databases say the same. */
    void assertSame(MetaDbFixture metadb, MetaDbFixture fresh) throws SQLException, IOException {
        Map<String, List<String>> actual = MetaDbDump.of(metadb.dataSource());
        Map<String, List<String>> expected = MetaDbDump.of(fresh.dataSource());
        for (String table : dumped()) {
            assertThat(actual.get(table)).as(table).isEqualTo(expected.get(table));
            if (expected.get(table).size() > 1) {
                filled.add(table);
            }
        }
        for (String query : CONTENT) {
            assertThat(content(metadb, query)).as(query).isEqualTo(content(fresh, query));
        }
    }

    private static List<String> content(MetaDbFixture database, String query) throws SQLException {
        return database.query(query).stream()
                .map(row -> String.join("|", row.stream().map(String::valueOf).toList()))
                .sorted()
                .toList();
    }
}
