package org.ooni.pipeline.metadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.ooni.pipeline.migrations.MetaDbFixture;
import org.ooni.pipeline.migrations.Migration;
import org.ooni.pipeline.migrations.Migrations;

class MetaDbTest {
    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    @Test
    void theSchemaThatIsNeededIsTheLastMigration() throws SQLException {
        List<Migration> all = new Migrations(metadb.dataSource()).info();
        assertThat(all.get(all.size() - 1).version()).isEqualTo(MetaDb.SCHEMA_VERSION);
    }

    @Test
    void theRightSchemaIsAccepted() throws SQLException {
        requireSchema();
    }

    @Test
    void aSchemaThatIsBehindIsToBeMigrated() throws SQLException {
        metadb.execute("DELETE FROM flyway_schema_history WHERE version = '20'");
        assertThatThrownBy(this::requireSchema)
                .isInstanceOf(SchemaVersionException.class)
                .hasMessage("the schema is at V19, this program needs V20: run `db migrate`");
    }

    @Test
    void aSchemaThatIsAheadIsRefused() throws SQLException {
        metadb.execute("UPDATE flyway_schema_history SET version = '21' WHERE version = '20'");
        assertThatThrownBy(this::requireSchema)
                .isInstanceOf(SchemaVersionException.class)
                .hasMessageStartingWith("the schema is at V21, this program needs V20: run a newer program");
    }

    @Test
    void aDatabaseThatWasNeverMigratedIsToBe() throws SQLException {
        metadb.execute("DROP TABLE flyway_schema_history");
        assertThatThrownBy(this::requireSchema)
                .isInstanceOf(SchemaVersionException.class)
                .hasMessageContaining("at V0");
    }

    @Test
    void whatAFailedTransactionDidIsUndone() throws SQLException {
        assertThatThrownBy(() -> new MetaDb(metadb.dataSource()).inTransaction(connection -> {
                    connection.createStatement().execute("INSERT INTO badrow VALUES ('tcp', 5, '')");
                    throw new IOException("enough");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("enough");
        assertThat(metadb.query("SELECT 1 FROM badrow")).isEmpty();
    }

    @Test
    void timesAreUtcAndDatesIso() throws SQLException {
        metadb.execute(
                "ALTER ROLE postgres SET TimeZone = 'Asia/Tokyo'; ALTER ROLE postgres SET DateStyle = 'SQL, DMY'");
        String settings = new MetaDb(metadb.dataSource()).inTransaction(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery(
                            "SELECT current_setting('TimeZone') || ' ' || current_setting('DateStyle')")) {
                row.next();
                return row.getString(1);
            } finally {
                metadb.execute("ALTER ROLE postgres RESET ALL");
            }
        });
        assertThat(settings).startsWith("UTC ISO");
    }

    private void requireSchema() throws SQLException {
        new MetaDb(metadb.dataSource()).inTransaction(connection -> {
            MetaDb.requireSchema(connection);
            return null;
        });
    }
}
