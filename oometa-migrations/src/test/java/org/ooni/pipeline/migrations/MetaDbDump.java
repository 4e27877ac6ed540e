package org.ooni.pipeline.migrations;

import java.io.IOException;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * Rows of a metadb as COPY text, by natural keys: a report is its textname, a measurement its textname and place in the
 * report, from 1, a number of a dictionary what it stands for. Left out is what depends on the compressor, and the
 * numbers in {@code exc}, of which there is the count.
 */
public final class MetaDbDump {
    private static final String KEYS = """
            CREATE TEMPORARY TABLE IF NOT EXISTS mkey AS
            SELECT msm_no, textname, row_number() OVER (PARTITION BY report_no ORDER BY frame_off, intra_off) AS idx
            FROM measurement JOIN report USING (report_no)
            """;

    private static final String HTTP =
            "failure, status_code, body_length, title, headers, body_sha256, body_simhash, body_text_simhash";

    /** Query by table. */
    private static final Map<String, String> QUERIES = Map.ofEntries(
            Map.entry("autoclaved", "SELECT filename, bucket_date, code_ver FROM autoclaved"),
            Map.entry("report", """
                    SELECT textname, filename, test_start_time, probe_cc, probe_asn, probe_ip, r.test_name, badtail,
                        orig_sha1, report_id, s.test_name AS software_test_name, test_version, software_name, software_version
                    FROM report r JOIN autoclaved USING (autoclaved_no) JOIN software s USING (software_no)
                    """),
            Map.entry("measurement", """
                    SELECT textname, idx, measurement_start_time, test_runtime, orig_sha1, id, input, array_length(exc, 1) AS exc_count,
                        msm_failure, anomaly, confirmed, residual
                    FROM measurement JOIN mkey USING (msm_no) LEFT JOIN input USING (input_no)
                        JOIN residual USING (residual_no)
                    """),
            Map.entry("tcp", feature("tcp", "ip, port, control_failure, test_failure, control_api_failure")),
            Map.entry("dns_a", """
                    SELECT textname, idx, domain, control_ip, test_ip,
                        (SELECT array_agg(d.domain ORDER BY n) FROM unnest(control_cname) WITH ORDINALITY AS c (domain_no, n)
                            LEFT JOIN domain d USING (domain_no)),
                        (SELECT array_agg(d.domain ORDER BY n) FROM unnest(test_cname) WITH ORDINALITY AS c (domain_no, n)
                            LEFT JOIN domain d USING (domain_no)),
                        ttl, resolver_hostname, client_resolver, control_failure, test_failure
                    FROM dns_a JOIN mkey USING (msm_no) LEFT JOIN domain USING (domain_no)
                    """),
            Map.entry("http_control", feature("http_control", "is_tor, " + HTTP)),
            Map.entry("http_request", feature("http_request", "url, " + HTTP)),
            Map.entry("http_request_fp", feature("http_request_fp", "fingerprint_no")),
            Map.entry(
                    "http_verdict",
                    feature(
                            "http_verdict",
                            "accessible, control_failure, http_experiment_failure, title_match, dns_consistency, "
                                    + "dns_experiment_failure, body_proportion, blocking, body_length_match, "
                                    + "headers_match, status_code_match")),
            Map.entry(
                    "vanilla_tor",
                    feature(
                            "vanilla_tor",
                            "timeout, error, tor_progress, success, tor_progress_tag, tor_progress_summary, "
                                    + "tor_version, tor_log")),
            Map.entry("domain", "SELECT domain FROM domain"),
            Map.entry("input", "SELECT input FROM input"),
            Map.entry("residual", "SELECT residual FROM residual"),
            Map.entry("software", "SELECT test_name, test_version, software_name, software_version FROM software"),
            Map.entry(
                    "badblob",
                    "SELECT filename, textname, canned_off, canned_size, bucket_date, orig_sha1 FROM badblob"),
            Map.entry("badmeta", """
                    SELECT filename, array_length(exc_report, 1), array_length(exc_measurement, 1)
                    FROM badmeta JOIN autoclaved USING (autoclaved_no)
                    """),
            Map.entry("badrow", "SELECT tbl, count(*) FROM badrow GROUP BY 1"),
            Map.entry(
                    "ooexpl_bucket_msm_count",
                    "SELECT count, probe_asn, probe_cc, bucket_date FROM ooexpl_bucket_msm_count"),
            Map.entry(
                    "ooexpl_wc_confirmed",
                    "SELECT confirmed_count, msm_count, test_day, bucket_date, probe_cc, probe_asn "
                            + "FROM ooexpl_wc_confirmed"),
            Map.entry("fingerprint", "SELECT * FROM fingerprint"));

    private MetaDbDump() {}

    /** Those that there is a dump of. */
    public static List<String> tables() {
        return QUERIES.keySet().stream().sorted().toList();
    }

    /** The rows of all tables, in an order that does not depend on when they were written. */
    public static SortedMap<String, List<String>> of(DataSource database) throws SQLException, IOException {
        SortedMap<String, List<String>> dump = new TreeMap<>();
        try (Connection connection = database.getConnection()) {
            for (String table : tables()) {
                dump.put(table, lines(connection, table).stream().sorted().toList());
            }
        }
        return dump;
    }

    /** The rows of {@code table}, names of columns first; columns are separated by TAB. */
    public static List<String> lines(Connection connection, String table) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(KEYS);
        }
        StringWriter text = new StringWriter();
        String copy = "COPY (" + QUERIES.get(table) + ") TO STDOUT (HEADER)";
        connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copy, text);
        return List.of(text.toString().split("\n"));
    }

    private static String feature(String table, String columns) {
        return "SELECT textname, idx, " + columns + " FROM " + table + " JOIN mkey USING (msm_no)";
    }
}
