package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plans, rehearsals, explanations, and files that are taken up again or taken out. */
class CentrifugationCommandTest {
    private static final String DAY = "2017-01-01";
    private static final String NAME = "20170101T000000Z-US-AS1-ndt-no_report_id-0.2.0-probe.json";
    private static final String DATUM = "{\"test_name\":\"ndt\",\"probe_cc\":\"US\",\"probe_asn\":\"AS1\","
            + "\"software_name\":\"x\",\"software_version\":\"1\",\"test_version\":\"1\",\"probe_ip\":\"127.0.0.1\","
            + "\"test_start_time\":\"2017-01-01 00:00:00\",\"measurement_start_time\":\"2017-01-01 00:00:01\","
            + "\"test_runtime\":1.5,\"data_format_version\":\"0.2.0\",\"test_keys\":{\"blocking\":\"dns\"}}\n";

    @TempDir
    Path root;

    @BeforeEach
    void anArchive() throws IOException {
        Path day = Files.createDirectories(root.resolve("reports-raw").resolve(DAY));
        Files.writeString(root.resolve("bridge_db.json"), "{}");
        Files.writeString(day.resolve(NAME), DATUM);
        assertThat(CommandRun.of("canning", "--root", root, "--bucket", DAY).code())
                .isZero();
        assertThat(CommandRun.of("autoclaving", "--root", root, "--bucket", DAY).code())
                .isZero();
    }

    private CommandRun centrifugation(Object... more) {
        Object[] all = new Object[more.length + 5];
        System.arraycopy(new Object[] {"centrifugation", "--root", root, "--bucket", DAY}, 0, all, 0, 5);
        System.arraycopy(more, 0, all, 5, more.length);
        return CommandRun.of(all);
    }

    private void execute(String sql) throws SQLException {
        try (Database database = Database.embedded(root.resolve("metadb"), System.getenv());
                Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void aRehearsalNeedsNoDatabase() {
        CommandRun run = CommandRun.of(
                "centrifugation", "--autoclaved-root", root.resolve("autoclaved"), "--bucket", DAY, "--no-write");
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith(DAY + " centrifugation: would write 1 measurement from 1 file")
                .contains("  http_verdict: 1 row");
        assertThat(centrifugation("--no-write", "--probe-cc", "RU").out()).contains("would write 0 measurements");
        assertThat(root.resolve("metadb")).doesNotExist();
    }

    @Test
    void aMeasurementIsExplainedWithoutADatabase() {
        CommandRun run = CommandRun.of("centrifugation", "--root", root, "--explain", DAY + "/" + NAME);
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("report: 1 row", "  - test_start_time: 2017-01-01", "blocking: dns", "residual: {");
        assertThat(root.resolve("metadb")).doesNotExist();
        assertThat(CommandRun.of("centrifugation", "--root", root, "--explain", DAY + "/" + NAME + ":1")
                        .code())
                .isEqualTo(65);
    }

    @Test
    void aPlanThenItsRunThenAMarkedFileThenAVanishedOne() throws Exception {
        CommandRun plan = centrifugation("--dry-run");
        assertThat(plan.err()).isEmpty();
        assertThat(plan.out()).contains("1 file to do, 0 files as before").containsPattern("\n  2017-01-01/.*: ingest");
        assertThat(centrifugation("--dry-run", "--test-name", "telegram").out()).contains(": leave, not selected");
        assertThat(centrifugation("--test-name", "ndt", "--limit", 1).out())
                .contains("1 measurement of 1 report from 1 file");

        execute("UPDATE autoclaved SET code_ver = 0");
        assertThat(centrifugation("--dry-run").out())
                .contains(": reprocess tcp, ")
                .contains("http_verdict");
        assertThat(centrifugation("--json").out()).contains("\"state\":\"updated\"", "\"files_reprocessed\":1");

        execute("UPDATE autoclaved SET filename = '2017-01-01/lost.lz4'");
        CommandRun refused = centrifugation();
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("--forget", "2017-01-01/lost.lz4");
        assertThat(centrifugation("--forget", "2017-01-01/lost.lz4").out())
                .contains("1 file forgotten", "2017-01-01/lost.lz4: 0 matched, 0 new, 1 gone");
    }

    @Test
    void theEmbeddedSchemaIsBroughtUpToDateAndThatOfANewerProgramIsLeftAlone() throws SQLException {
        assertThat(centrifugation().out()).contains("1 measurement of 1 report from 1 file");
        assertThat(CommandRun.of("db", "rollback", "--root", root, "--to", "18").code())
                .isZero();
        assertThat(centrifugation().out()).contains("nothing new, 1 file as before");

        execute("INSERT INTO flyway_schema_history SELECT 99, '99', 'later', type, 'V99__later.sql', checksum,"
                + " installed_by, installed_on, 0, true FROM flyway_schema_history WHERE version = '19'");
        CommandRun refused = centrifugation();
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("the schema is at V99, this program needs V20: run a newer program");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--dry-run --no-write|exclude each other",
                "--probe-cc RU|--probe-cc goes with --no-write",
                "--no-write --allow-renumber|need the database",
                "--forget x.lz4|--forget: 'x.lz4' is not a file of these buckets",
                "--limit 0|--limit: 0 is not a number of files",
                "--explain x|--explain: 'x' is not a report with its bucket",
                "--explain 2017-99-99/x|--explain: '2017-99-99/x' is not a report with its bucket"
            })
    void wrongUse(String options, String message) {
        CommandRun run = centrifugation((Object[]) options.split(" "));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(message);
    }
}
