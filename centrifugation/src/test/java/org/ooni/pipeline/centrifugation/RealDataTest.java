package org.ooni.pipeline.centrifugation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.feeder.Feeders;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.raw.Bucket;
import org.postgresql.PGConnection;

/**
 * What the Python pipeline autoclaved of real reports gives the rows that it gave there. The differences are those of
 * rules: V16 adds labels to {@code report.test_name}. Residuals and {@code exc} need all Feeders and are left out, and
 * with them the tables of Feeders that are to come.
 */
class RealDataTest extends IngestFixture {
    private static final Path EXPECTED = Path.of("..", "..", "shared", "vectors", "real", "expected");
    private static final int LABEL = 6;
    private static final int SOFTWARE_TEST_NAME = 10;

    @Test
    void realMeasurementsGiveTheRowsTheyGaveBefore() throws Exception {
        assumeTrue(Files.isDirectory(EXPECTED), "no real data at " + EXPECTED.toAbsolutePath());
        Map<String, String> files = new HashMap<>();
        expected("report").forEach(line -> files.put(line.split("\t")[0], line.split("\t")[1]));
        Centrifugation centrifugation = centrifugation(Feeders.load(Feeder.class.getClassLoader()));
        for (Path listing : listings()) {
            Bucket bucket = Bucket.parse(listing.getFileName().toString().replace(".jsonl", ""));
            EventArchive.write(listing, root, bucket, report -> files.getOrDefault(report, report + ".lz4"));
            assertThat(centrifugation.run(bucket, Progress.NONE).badMeta()).isZero();
        }
        for (String table : Tables.QUERIES.keySet()) {
            assertThat(difference(actual(table), expected(table))).as(table).isEmpty();
        }
    }

    /** Lines that only one of them has: {@code +} for the actual ones. */
    private static List<String> difference(List<String> actual, List<String> expected) {
        Map<String, Integer> counts = new TreeMap<>();
        actual.forEach(line -> counts.merge(line, 1, Integer::sum));
        expected.forEach(line -> counts.merge(line, -1, Integer::sum));
        return counts.entrySet().stream()
                .filter(count -> count.getValue() != 0)
                .map(count -> (count.getValue() > 0 ? "+ " : "- ") + count.getKey())
                .toList();
    }

    private static List<Path> listings() throws Exception {
        try (Stream<Path> listings = Files.list(EXPECTED.resolve("events"))) {
            return listings.sorted().toList();
        }
    }

    private List<String> expected(String table) throws Exception {
        Path file = EXPECTED.resolve("db").resolve(table + ".tsv");
        List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
        if (table.equals("measurement")) {
            return lines.stream().map(RealDataTest::withoutExcAndResidual).toList();
        }
        if (!table.equals("report")) {
            return lines;
        }
        List<String> labels = values("SELECT unnest(enum_range(NULL::ootest))::text");
        return lines.stream().map(line -> withLabel(line, labels)).toList();
    }

    private static String withLabel(String report, List<String> labels) {
        String[] fields = report.split("\t", -1);
        if (labels.contains(fields[SOFTWARE_TEST_NAME])) {
            fields[LABEL] = fields[SOFTWARE_TEST_NAME];
        }
        return String.join("\t", fields);
    }

    private static String withoutExcAndResidual(String measurement) {
        String[] fields = measurement.split("\t", -1);
        fields[7] = "\\N";
        fields[11] = "\\N";
        return String.join("\t", fields);
    }

    private List<String> actual(String table) throws Exception {
        StringWriter text = new StringWriter();
        try (Connection connection = metadb.dataSource().getConnection()) {
            String copy = "COPY (" + Tables.QUERIES.get(table) + ") TO STDOUT";
            connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copy, text);
        }
        return text.toString().lines().toList();
    }

    /** Rows by natural keys, in the columns of the expected ones. */
    private static final class Tables {
        private static final String MEASUREMENTS = """
                (SELECT m.*, r.textname,
                    row_number() OVER (PARTITION BY report_no ORDER BY frame_off, intra_off) AS idx
                FROM measurement m JOIN report r USING (report_no)) AS k
                """;

        static final Map<String, String> QUERIES = Map.of(
                "autoclaved",
                "SELECT filename, bucket_date, code_ver FROM autoclaved",
                "report",
                """
                SELECT textname, filename, test_start_time, probe_cc, probe_asn, probe_ip, r.test_name, badtail, orig_sha1,
                    report_id, s.test_name, test_version, software_name, software_version
                FROM report r JOIN autoclaved USING (autoclaved_no) JOIN software s USING (software_no)
                """,
                "measurement",
                "SELECT textname, idx, measurement_start_time, test_runtime, orig_sha1, id, input, NULL, msm_failure, anomaly, "
                        + "confirmed, NULL FROM " + MEASUREMENTS + " LEFT JOIN input USING (input_no)",
                "tcp",
                "SELECT textname, idx, ip, port, control_failure, test_failure, control_api_failure FROM tcp JOIN "
                        + MEASUREMENTS + " USING (msm_no)",
                "http_verdict",
                "SELECT textname, idx, accessible, control_failure, http_experiment_failure, title_match, dns_consistency, "
                        + "dns_experiment_failure, body_proportion, blocking, body_length_match, headers_match, "
                        + "status_code_match FROM http_verdict JOIN " + MEASUREMENTS + " USING (msm_no)",
                "input",
                "SELECT input FROM input",
                "software",
                "SELECT test_name, test_version, software_name, software_version FROM software",
                "badblob",
                "SELECT filename, textname, canned_off, canned_size, bucket_date, orig_sha1 FROM badblob",
                "ooexpl_bucket_msm_count",
                "SELECT count, probe_asn, probe_cc, bucket_date FROM ooexpl_bucket_msm_count",
                "ooexpl_wc_confirmed",
                "SELECT confirmed_count, msm_count, test_day, bucket_date, probe_cc, probe_asn FROM ooexpl_wc_confirmed");
    }
}
