package org.ooni.pipeline.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckTest {
    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    @Test
    void whatTheMigrationsMadeIsRight() throws SQLException {
        assertThat(migrations().check()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DROP INDEX tcp_msm_no_idx | table tcp: index tcp_msm_no_idx is missing",
                "ALTER TABLE tcp ADD extra text | table tcp: column extra is not of this schema: text",
                "ALTER TABLE tcp ALTER port TYPE int8 | table tcp: column port is 'bigint not null', not 'integer not null'",
                "ALTER TABLE tcp ALTER port DROP NOT NULL | table tcp: column port is 'integer', not 'integer not null'",
                "DROP TABLE vanilla_tor | table vanilla_tor is missing",
                "CREATE INDEX mine ON tcp (ip) | table tcp: index mine is not of this schema: CREATE INDEX mine ON tcp USING btree (ip)",
                "ALTER TYPE ootest ADD VALUE 'mine' | enum ootest: value mine is not of this schema",
                "ALTER TABLE report DROP CONSTRAINT report_textname_key | table report: constraint report_textname_key is missing",
                "COMMENT ON TABLE tcp IS NULL | table tcp: comment is missing",
                "DROP FUNCTION ooconstraint_repeated_report() | function ooconstraint_repeated_report() is missing",
                "ALTER SEQUENCE msm_no_seq OWNED BY measurement.msm_no | sequence msm_no_seq is 'bigint start 1 increment 1 minimum 1 maximum 9223372036854775807 cache 1 owned by measurement.msm_no', not 'bigint start 1 increment 1 minimum 1 maximum 9223372036854775807 cache 1'",
            })
    void eachDifferenceIsNamed(String change, String difference) throws SQLException {
        metadb.execute(change);

        assertThat(migrations().check()).extracting(SchemaDifference::toString).containsExactly(difference);
    }

    @Test
    void whatPluginsAndOperatorsAddBesideItIsTheirs() throws SQLException {
        metadb.execute("CREATE TABLE telegram (msm_no int4); CREATE TABLE flyway_history_telegram (n int4);"
                + " CREATE VIEW recent AS SELECT * FROM report; CREATE SEQUENCE mine; CREATE TYPE t AS ENUM ('a');"
                + " CREATE SCHEMA private; CREATE TABLE private.tcp (n int4)");

        assertThat(migrations().check()).isEmpty();
    }

    @Test
    void extensionsMayLiveInASchemaOfTheirOwn() throws SQLException {
        metadb.execute("CREATE SCHEMA extensions; ALTER EXTENSION pgcrypto SET SCHEMA extensions;"
                + " ALTER EXTENSION pg_trgm SET SCHEMA extensions");

        assertThat(migrations().check()).isEmpty();
    }

    @Test
    void aSchemaThatIsBehindIsToBeMigratedFirst() throws SQLException {
        migrations().rollback(17, undone -> {});

        assertThatThrownBy(() -> migrations().check())
                .isInstanceOf(SQLException.class)
                .hasMessage("V18 plugin_feeders is not applied: run 'db migrate' first");
    }

    @Test
    void aSchemaThatIsAheadIsForTheNewerProgram() throws SQLException {
        metadb.execute("INSERT INTO flyway_schema_history SELECT 99, '99', 'later', type, 'V99__later.sql', 1,"
                + " installed_by, installed_on, 1, true FROM flyway_schema_history WHERE installed_rank = 1");

        assertThatThrownBy(() -> migrations().check()).hasMessageContaining("V99 later was applied by a newer program");
        assertThatThrownBy(() -> migrations().rollback(0, undone -> {}))
                .hasMessageContaining("V99 later was applied by a newer program");
        assertThat(metadb.query("SELECT 1 FROM flyway_schema_history")).hasSizeGreaterThan(1);
    }

    private Migrations migrations() {
        return new Migrations(metadb.dataSource());
    }
}
