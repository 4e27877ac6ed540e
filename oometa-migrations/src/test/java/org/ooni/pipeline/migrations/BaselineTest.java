package org.ooni.pipeline.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Taking over a metadb that the original's SQL made: its objects are those of V13, and it has no history of ours. */
class BaselineTest {
    /** In which the original's own wording is free. */
    private static final String OTHER_WORDS = """
            COMMENT ON TABLE tcp IS 'something else';
            COMMENT ON COLUMN tcp.ip IS 'said of more';
            COMMENT ON TABLE residual IS NULL;
            ALTER TABLE autoclaved DROP CONSTRAINT autoclaved_check;
            ALTER TABLE autoclaved ADD CONSTRAINT autoclaved_check CHECK (left(filename, 11) = bucket_date || '/');
            ALTER DOMAIN sha1 DROP CONSTRAINT sha1_check;
            ALTER DOMAIN sha1 ADD CONSTRAINT sha1_check CHECK (length(value) = 20);
            CREATE OR REPLACE FUNCTION ooconstraint_repeated_report() RETURNS void LANGUAGE plpgsql STABLE
                AS 'BEGIN END';
            CREATE SCHEMA _v;
            CREATE TABLE _v.patches (patch_name text);
            """;

    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.empty();

    @BeforeEach
    void makeTheOriginals() throws SQLException, IOException {
        Scripts.applyUpTo(13, metadb);
        metadb.execute(OTHER_WORDS);
        metadb.execute("INSERT INTO input (input) VALUES ('http://example.org/')");
    }

    @Test
    void itCountsAsMigratedTo13AndGoesOnFromThere() throws SQLException {
        assertThat(migrations().baseline()).isEmpty();

        assertThat(migrations().info())
                .allSatisfy(migration -> assertThat(migration.state())
                        .isEqualTo(migration.version() <= 13 ? Migration.State.APPLIED : Migration.State.PENDING));
        assertThat(migrations().info().get(12).name()).isEqualTo("originas");
        assertThat(migrations().migrate()).isEqualTo(versions(14, 20));
        assertThat(metadb.query("SELECT input FROM input")).containsExactly(List.of("http://example.org/"));
        assertThat(migrations().check())
                .as("other words stay, everything else is equal")
                .isNotEmpty()
                .allMatch(difference -> difference.fact().matches("comment.*|body|constraint .*_check"));
    }

    @Test
    void itCanBeRolledBackToNothingToo() throws SQLException {
        migrations().baseline();
        migrations().migrate();
        List<Integer> undone = new ArrayList<>();

        migrations().rollback(12, migration -> undone.add(migration.version()));
        assertThat(migrations().migrate()).isEqualTo(versions(13, 20));
        migrations().rollback(0, migration -> undone.add(migration.version()));

        assertThat(undone).hasSize(8 + 20);
        assertThat(SchemaDump.of(metadb)).isEmpty();
        assertThat(migrations().migrate()).isEqualTo(versions(1, 20));
    }

    @Test
    void aDatabaseThatIsSomethingElseIsRefused() throws SQLException {
        metadb.execute("DROP INDEX measurement_id_idx;"
                + " ALTER TABLE measurement ADD label text;"
                + " ALTER TABLE tcp ALTER port TYPE int8;"
                + " ALTER TYPE ootest ADD VALUE 'psiphon';"
                + " ALTER DOMAIN size4 RENAME CONSTRAINT size4_check TO other_check;"
                + " DROP TABLE originas");

        assertThat(migrations().baseline())
                .extracting(SchemaDifference::toString)
                .containsExactlyInAnyOrder(
                        "table measurement: index measurement_id_idx is missing",
                        "table measurement: column label is not of this schema: text",
                        "table tcp: column port is 'bigint not null', not 'integer not null'",
                        "enum ootest: value psiphon is not of this schema",
                        "domain size4: constraint size4_check is missing",
                        "domain size4: constraint other_check is not of this schema: CHECK",
                        "table originas is missing");
        assertThat(metadb.query("SELECT 1 FROM pg_tables WHERE tablename = 'flyway_schema_history'"))
                .isEmpty();
    }

    @Test
    void aDatabaseWithAHistoryIsRefused() throws SQLException {
        migrations().baseline();

        assertThatThrownBy(() -> migrations().baseline())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("there is a history already");
    }

    private Migrations migrations() {
        return new Migrations(metadb.dataSource());
    }

    private static List<Integer> versions(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().toList();
    }
}
