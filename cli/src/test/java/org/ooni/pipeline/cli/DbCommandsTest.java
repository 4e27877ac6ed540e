package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.ooni.pipeline.io.BusyException;
import org.ooni.pipeline.metadb.DictionaryLock;
import org.ooni.pipeline.metadb.MetaDb;
import org.ooni.pipeline.migrations.MetaDbFixture;

class DbCommandsTest {
    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    private final Pipeline pipeline = new Pipeline(metadb);

    @Test
    void aSchemaAsMigratedIsChecked() {
        CommandRun checked = pipeline.run("db", "check");
        assertThat(checked.code()).isZero();
        assertThat(checked.out()).isEqualTo("The schema is what the migrations make.\n");

        CommandRun json = pipeline.run("db", "check", "--json");
        assertThat(json.code()).isZero();
        assertThat(json.out()).isEmpty();
    }

    @Test
    void differencesAreNamedAndAreAFailure() throws SQLException {
        metadb.execute("ALTER TABLE tcp ALTER port TYPE int8; DROP INDEX tcp_msm_no_idx");

        CommandRun text = pipeline.run("db", "check");
        assertThat(text.code()).isEqualTo(1);
        assertThat(text.out().lines())
                .containsExactly(
                        "table tcp: column port is 'bigint not null', not 'integer not null'",
                        "table tcp: index tcp_msm_no_idx is missing");
        CommandRun json = pipeline.run("db", "check", "--json");
        assertThat(json.code()).isEqualTo(1);
        assertThat(json.out().lines())
                .containsExactly(
                        "{\"problem\":\"changed\",\"object\":\"table tcp\",\"fact\":\"column port\","
                                + "\"expected\":\"integer not null\",\"found\":\"bigint not null\"}",
                        "{\"problem\":\"missing\",\"object\":\"table tcp\",\"fact\":\"index tcp_msm_no_idx\","
                                + "\"expected\":\"CREATE INDEX tcp_msm_no_idx ON tcp USING btree (msm_no)\","
                                + "\"found\":null}");
    }

    @Test
    void aRollbackSaysWhatItUndid() {
        CommandRun undone = pipeline.run("db", "rollback", "--to", "17");
        assertThat(undone.code()).isZero();
        assertThat(undone.out().lines())
                .containsExactly(
                        "undone 20 compared_bucket", "undone 19 fingerprint_state", "undone 18 plugin_feeders");

        assertThat(pipeline.run("db", "rollback", "--to", "17").out()).isEqualTo("The schema is at 17 already.\n");
        CommandRun up = pipeline.run("db", "rollback", "--to", "18");
        assertThat(up.code()).isEqualTo(1);
        assertThat(up.err()).contains("the schema is at 17, and a rollback does not go up");
        CommandRun checked = pipeline.run("db", "check");
        assertThat(checked.code()).isEqualTo(1);
        assertThat(checked.err()).contains("V18 plugin_feeders is not applied");
        assertThat(pipeline.run("db", "migrate").out()).contains("applied 18 plugin_feeders");
        assertThat(pipeline.run("db", "check").code()).isZero();
    }

    @Test
    void primaryDataIsLostOnlyByForce() throws SQLException {
        CommandRun refused = pipeline.run("db", "rollback", "--to", "7");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("--to 7 loses primary data", "--force");
        assertThat(pipeline.run("db", "check").code()).isZero();

        assertThat(pipeline.run("db", "rollback", "--to", "8").code()).isZero();
        assertThat(pipeline.run("db", "rollback", "--to", "0", "--force").out())
                .endsWith("undone  2 archive_metadata\nundone  1 base_types\n");
        assertThat(metadb.query("SELECT 1 FROM pg_tables WHERE schemaname = 'public'"))
                .isEmpty();
        assertThat(pipeline.run("db", "rollback", "--to", "0", "--force").out())
                .isEqualTo("The schema is at 0 already.\n");
        assertThat(pipeline.run("db", "migrate").code()).isZero();
        assertThat(pipeline.run("db", "check").code()).isZero();
    }

    @Test
    void aRefusalOfAScriptIsShownAsItIs() throws SQLException {
        metadb.execute("INSERT INTO autoclaved VALUES (1, '2017-01-01/a.lz4', '2017-01-01', 5, 3000000000, 0,"
                + " decode(repeat('00', 20), 'hex'))");

        CommandRun refused = pipeline.run("db", "rollback", "--to", "13");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .isEqualTo("pipeline db rollback: rollback 17: rows need 8 bytes for a size or offset: 1 of autoclaved,"
                        + " 0 of measurement, 0 of report, 0 of badblob\n");
        assertThat(refused.out().lines()).hasSize(3).last().isEqualTo("undone 18 plugin_feeders");
    }

    @Test
    void aDatabaseOfTheOriginalsIsTakenOver() throws SQLException {
        pipeline.run("db", "rollback", "--to", "13");
        metadb.execute("DROP TABLE flyway_schema_history; COMMENT ON TABLE tcp IS 'other words'");

        CommandRun taken = pipeline.run("db", "baseline");
        assertThat(taken.code()).isZero();
        assertThat(taken.out()).isEqualTo("taken over at V13: run 'pipeline db migrate' next\n");
        assertThat(pipeline.run("db", "info").out()).contains("13  originas", "7 pending: run 'pipeline db migrate'.");
        assertThat(pipeline.run("db", "baseline").err()).contains("there is a history already");
        assertThat(pipeline.run("db", "migrate").out().lines()).hasSize(MetaDb.SCHEMA_VERSION - 13);
        assertThat(pipeline.run("fingerprints", "checksum").code()).isZero();
    }

    @Test
    void aDatabaseThatIsSomethingElseIsNotTakenOver() throws SQLException {
        metadb.execute("DROP TABLE flyway_schema_history");

        CommandRun refused = pipeline.run("db", "baseline");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.out()).contains("table vanilla_tor: index vanilla_tor_msm_no_idx is not of this schema");
        assertThat(refused.err()).containsPattern("the schema is not the one after V13 \\(\\d+ differences\\)");
        assertThat(metadb.query("SELECT 1 FROM pg_tables WHERE tablename = 'flyway_schema_history'"))
                .isEmpty();
    }

    @Test
    void aPlugInWhoseJarIsGoneIsNamedAndCannotBeUndone() throws SQLException {
        metadb.execute(
                "CREATE TABLE flyway_history_telegram AS SELECT * FROM flyway_schema_history WHERE version = '01'");

        assertThat(pipeline.run("db", "info").out())
                .endsWith("The plug-in for telegram has a schema here, but no jar.\n" + "The schema is up to date.\n");
        CommandRun undone = pipeline.run("db", "rollback", "--feeder", "telegram", "--to", "0");
        assertThat(undone.code()).isEqualTo(2);
        assertThat(undone.err()).contains("--feeder telegram: no plug-in here brings a schema for it");
        CommandRun below = pipeline.run("db", "rollback", "--to", "17");
        assertThat(below.code()).isEqualTo(1);
        assertThat(below.err())
                .contains("rollback 18: plug-ins have to go first")
                .contains("telegram");
    }

    @Test
    void unusedValuesAreCountedThenRemoved() throws SQLException {
        metadb.execute("INSERT INTO input (input) VALUES ('a'), ('b'); INSERT INTO domain (domain) VALUES ('c')");

        assertThat(pipeline.run("db", "gc", "--dry-run").out().lines())
                .containsExactly(
                        "input: would remove 2 rows",
                        "residual: would remove 0 rows",
                        "domain: would remove 1 row",
                        "software: would remove 0 rows");
        CommandRun removed = pipeline.run("db", "gc", "--json");
        assertThat(removed.code()).isZero();
        assertThat(removed.out())
                .isEqualTo("{\"state\":\"removed\",\"input\":2,\"residual\":0,\"domain\":1,\"software\":0}\n");
        assertThat(metadb.query("SELECT 1 FROM input")).isEmpty();
        assertThat(pipeline.run("db", "gc").out()).startsWith("input: removed 0 rows\n");
    }

    @Test
    void valuesAreNotRemovedUnderARunThatNeedsThem() throws SQLException, BusyException {
        metadb.execute("INSERT INTO input (input) VALUES ('a')");
        try (Connection bucket = metadb.dataSource().getConnection()) {
            bucket.setAutoCommit(false);
            DictionaryLock.use(bucket);

            CommandRun busy = pipeline.run("db", "gc");
            assertThat(busy.code()).isEqualTo(75);
            assertThat(busy.err()).contains("another run is writing to the database");
        }
        assertThat(metadb.query("SELECT 1 FROM input")).hasSize(1);
    }
}
