package org.ooni.pipeline.migrations;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** A row that a table accepts, of which a test sets what it is about. */
final class Rows {
    private static final String SHA1 = "'\\x" + "5a".repeat(20) + "'";

    private final String table;
    private final Map<String, String> columns = new LinkedHashMap<>();

    private Rows(String table, String... namesAndValues) {
        this.table = table;
        for (int i = 0; i < namesAndValues.length; i += 2) {
            columns.put(namesAndValues[i], namesAndValues[i + 1]);
        }
    }

    static Rows autoclaved() {
        return new Rows(
                "autoclaved",
                concat(
                        "filename, '2017-11-23/ndt.0.tar.lz4', bucket_date, '2017-11-23', code_ver, 5",
                        "file_size, 100, file_crc32, -1, file_sha1, " + SHA1));
    }

    static Rows report(int reportNo) {
        return new Rows(
                "report",
                concat(
                        "report_no, " + reportNo + ", autoclaved_no, 1, test_start_time, '2017-11-22 10:00:00'",
                        "probe_cc, 'IT', probe_asn, 30722, textname, '2017-11-23/" + reportNo + ".json'",
                        "orig_sha1, " + SHA1 + ", report_id, 'report" + reportNo + "', software_no, 1"));
    }

    static Rows measurement(int msmNo) {
        return new Rows(
                "measurement",
                concat(
                        "msm_no, " + msmNo
                                + ", report_no, 1, frame_off, 0, frame_size, 10, intra_off, 0, intra_size, 10",
                        "orig_sha1, " + SHA1 + ", id, '00000000-0000-0000-0000-000000000000', residual_no, 1"));
    }

    static Rows badblob() {
        return new Rows(
                "badblob",
                concat(
                        "filename, '2017-11-23/ndt.0.tar.lz4', textname, '2017-11-23/1.json', canned_off, 0",
                        "canned_size, 10, bucket_date, '2017-11-23', orig_sha1, " + SHA1 + ", exc_str, 'ValueError'"));
    }

    static Rows dailyCount() {
        return new Rows(
                "ooexpl_daily_msm_count",
                concat(
                        "count, 7, probe_cc, 'IT', probe_asn, 30722, test_name, 'ndt'",
                        "test_day, '2017-11-22', bucket_date, '2017-11-23'"));
    }

    /** The value is an SQL expression. */
    Rows with(String column, String value) {
        columns.put(column, value);
        return this;
    }

    void insertInto(MetaDbFixture metadb) throws SQLException {
        metadb.execute("INSERT INTO " + table + " (" + String.join(", ", columns.keySet()) + ") VALUES ("
                + String.join(", ", columns.values()) + ")");
    }

    private static String[] concat(String... lists) {
        return Arrays.stream(lists)
                .flatMap(list -> Arrays.stream(list.split(", ")))
                .toArray(String[]::new);
    }
}
