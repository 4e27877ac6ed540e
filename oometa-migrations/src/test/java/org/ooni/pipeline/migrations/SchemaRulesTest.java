package org.ooni.pipeline.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the tables take and refuse. */
class SchemaRulesTest {
    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    @Test
    void aDigestHasItsLength() {
        Map<String, Integer> lengths = Map.of("sha1", 20, "sha256", 32, "sha512", 64);
        lengths.forEach((domain, length) -> {
            String digest = "SELECT decode(repeat('00', %d), 'hex')::" + domain;
            assertThatNoException().isThrownBy(() -> metadb.query(digest.formatted(length)));
            assertThatThrownBy(() -> metadb.query(digest.formatted(length - 1)))
                    .hasMessageContaining(domain + "_check");
            assertThatThrownBy(() -> metadb.query(digest.formatted(length + 1)))
                    .hasMessageContaining(domain + "_check");
        });
    }

    @Test
    void aSizeIsNeitherNegativeNorTooLarge() {
        assertThatThrownBy(() -> metadb.query("SELECT (-1)::size4")).hasMessageContaining("size4_check");
        assertThatThrownBy(() -> metadb.query("SELECT (-1)::size8")).hasMessageContaining("size8_check");
        assertThatThrownBy(() -> metadb.query("SELECT 2147483648::size4")).hasMessageContaining("out of range");
    }

    @Test
    void anAutoclavedFileIsInTheFolderOfItsBucket() throws SQLException {
        Rows.autoclaved().insertInto(metadb);
        assertThatThrownBy(() -> Rows.autoclaved()
                        .with("filename", "'2017-11-24/ndt.0.tar.lz4'")
                        .insertInto(metadb))
                .hasMessageContaining("autoclaved_check");
    }

    @Test
    void aFingerprintIsOfOneKind() {
        assertNoFingerprint("NULL, NULL, NULL, NULL", "fingerprint_check");
        assertNoFingerprint("'a', 'Server', 'b', NULL", "fingerprint_check");
        assertNoFingerprint("NULL, 'Server', NULL, NULL", "fingerprint_check1");
        assertNoFingerprint("NULL, 'Server', 'a', 'b'", "fingerprint_check1");
    }

    @Test
    void dictionariesHoldAValueOnce() throws SQLException {
        String input = "INSERT INTO input (input) VALUES ('http://example.org/')";
        String residual = "INSERT INTO residual (residual) VALUES ('{\"b\": 1, \"a\": 2}')";
        metadb.execute(input);
        metadb.execute(residual);

        assertThatThrownBy(() -> metadb.execute(input)).hasMessageContaining("input_input_sha256_key");
        assertThatThrownBy(() -> metadb.execute(residual.replace("\"b\": 1, \"a\": 2", "\"a\":2,\"b\":1")))
                .hasMessageContaining("residual_residual_sha256_key");
    }

    @Test
    void anInputMayHaveAnyLength() throws SQLException {
        String input = new Random(8)
                .ints(60_000, 0x21, 0x17f)
                .mapToObj(Character::toString)
                .collect(Collectors.joining())
                .replace("'", "''");

        metadb.execute("INSERT INTO input (input) VALUES ('" + input + "')");

        assertThat(metadb.query("SELECT length(input) FROM input")).containsExactly(List.of("60000"));
    }

    @Test
    void twoReportsMayShareAReportIdButNotAName() throws SQLException {
        Rows.report(1).with("report_id", "'retried'").insertInto(metadb);
        Rows.report(2).with("report_id", "'retried'").insertInto(metadb);

        assertThatThrownBy(() ->
                        Rows.report(3).with("textname", "'2017-11-23/1.json'").insertInto(metadb))
                .hasMessageContaining("report_textname_key");
    }

    @Test
    void filesOfMoreThanTwoGibibytesHaveRoom() throws SQLException {
        Rows.autoclaved().with("file_size", "5000000000").insertInto(metadb);
        Rows.measurement(1).with("frame_off", "4999999000").insertInto(metadb);
        Rows.report(1).with("badtail", "6000000000").insertInto(metadb);
        Rows.badblob()
                .with("canned_off", "6000000000")
                .with("canned_size", "3000000000")
                .insertInto(metadb);

        assertThat(metadb.query("SELECT file_size, frame_off, badtail, canned_off, canned_size"
                        + " FROM autoclaved, measurement, report, badblob"))
                .containsExactly(List.of("5000000000", "4999999000", "6000000000", "6000000000", "3000000000"));
    }

    @Test
    void explorerCountsOfWhatIsThereAlreadyAreMadeByTheirMigration() throws SQLException, IOException {
        for (int version = 20; version > 10; version--) {
            Scripts.of(version).rollBack(metadb);
        }
        Rows.autoclaved().insertInto(metadb);
        Rows.report(1).with("test_name", "'ndt'").insertInto(metadb);
        Rows.report(2).insertInto(metadb);
        Rows.measurement(1)
                .with("measurement_start_time", "now() - interval '1 day'")
                .insertInto(metadb);
        Rows.measurement(2)
                .with("measurement_start_time", "now() - interval '40 days'")
                .insertInto(metadb);
        Rows.measurement(3).insertInto(metadb);
        Rows.measurement(4)
                .with("report_no", "2")
                .with("measurement_start_time", "now() - interval '1 day'")
                .insertInto(metadb);
        Rows.measurement(5).with("report_no", "3").insertInto(metadb);

        Scripts.of(11).apply(metadb);

        assertThat(metadb.query("SELECT count, probe_asn, probe_cc, bucket_date FROM ooexpl_bucket_msm_count"))
                .containsExactly(List.of("4", "30722", "IT", "2017-11-23"));
        assertThat(metadb.query("SELECT count, probe_asn, probe_cc, test_name, current_date - test_day, bucket_date"
                        + " FROM ooexpl_daily_msm_count"))
                .containsExactly(List.of("1", "30722", "IT", "ndt", "1", "2017-11-23"));
    }

    private void assertNoFingerprint(String bodyHeaderPrefixValue, String check) {
        assertThatThrownBy(() -> metadb.execute(
                        "INSERT INTO fingerprint (origin_cc, body_substr, header, header_prefix, header_value)"
                                + " VALUES ('ZZ', " + bodyHeaderPrefixValue + ")"))
                .hasMessageContaining("\"" + check + "\"");
    }
}
