package org.ooni.pipeline.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SchemaTest {
    private static final int LAST = 20;

    private static final List<String> CHANGES = List.of(
            "ALTER DOMAIN size8 DROP CONSTRAINT size8_check",
            "ALTER DOMAIN sha1 SET NOT NULL",
            "ALTER TYPE ootest RENAME VALUE 'vpn' TO 'VPN'",
            "ALTER SEQUENCE msm_no_seq CYCLE",
            "ALTER SEQUENCE autoclaved_no_seq OWNED BY NONE",
            "ALTER TABLE tcp SET UNLOGGED",
            "ALTER TABLE tcp ALTER port DROP NOT NULL",
            "ALTER TABLE tcp ALTER port SET DEFAULT 443",
            "ALTER TABLE tcp ALTER port TYPE int8",
            "ALTER TABLE tcp DROP port, ADD port int4 NOT NULL",
            "ALTER TABLE report RENAME CONSTRAINT report_textname_key TO report_name_key",
            "ALTER INDEX tcp_msm_no_idx RENAME TO tcp_idx",
            "COMMENT ON TABLE tcp IS NULL",
            "COMMENT ON COLUMN dns_a.ttl IS NULL",
            "COMMENT ON FUNCTION ooconstraint_repeated_report() IS NULL",
            "ALTER FUNCTION ooconstraint_repeated_report() VOLATILE",
            "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'dns_a_msm_no_idx'::regclass",
            "CREATE VIEW extra AS SELECT 1",
            "CREATE TYPE extra_range AS RANGE (subtype = date)",
            "CREATE TRIGGER extra BEFORE UPDATE ON tcp EXECUTE FUNCTION suppress_redundant_updates_trigger()",
            "DROP INDEX input_input_trgm_idx; DROP EXTENSION pg_trgm");

    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    /** After a new migration: if every line that differs is meant to, target/schema.actual.txt is the next golden. */
    @Test
    void theMigratedSchemaIsTheGoldenOne() throws SQLException, IOException {
        assertGolden(Path.of("target", "schema.actual.txt"), "Schema.txt");
    }

    @Test
    void theSchemaOfV13IsTheOneThatIsAdopted() throws SQLException, IOException {
        for (int version = LAST; version > Migrations.BASELINE; version--) {
            Scripts.of(version).rollBack(metadb);
        }

        assertGolden(Path.of("target", "schema.013.actual.txt"), "Schema.013.txt");
    }

    private void assertGolden(Path actual, String golden) throws SQLException, IOException {
        String text = SchemaDump.of(metadb);
        Files.writeString(actual, text);

        assertThat(text).isEqualTo(SqlFile.read(golden));
        assertThat(Schema.parse(text).text()).isEqualTo(text);
    }

    @Test
    void aDumpShowsEveryKindOfChange() throws SQLException, IOException {
        for (String change : CHANGES) {
            String before = SchemaDump.of(metadb);

            metadb.execute(change);

            assertThat(SchemaDump.of(metadb)).as(change).isNotEqualTo(before);
        }
    }
}
