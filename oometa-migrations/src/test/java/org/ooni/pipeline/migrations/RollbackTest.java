package org.ooni.pipeline.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RollbackTest {
    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.empty();

    static List<Scripts> all() throws IOException {
        return Scripts.all();
    }

    @Test
    void everyMigrationHasItsRollbackAndVersionsHaveNoGap() throws IOException {
        assertThat(Scripts.names("rollback"))
                .containsExactlyElementsOf(
                        all().stream().map(scripts -> scripts + ".sql").toList());
        for (int i = 0; i < all().size(); i++) {
            assertThat(all().get(i).version()).isEqualTo(i + 1);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void aRollbackRestoresTheSchemaBeforeItsMigration(Scripts scripts) throws SQLException, IOException {
        Scripts.apply(metadb, 1, scripts.version() - 1);
        String before = SchemaDump.of(metadb);
        Scripts.apply(metadb, scripts.version(), scripts.version());
        String after = SchemaDump.of(metadb);

        scripts.rollBack(metadb);

        assertThat(SchemaDump.of(metadb)).isEqualTo(before).isNotEqualTo(after);
    }

    @Test
    void rollbacksLeadFromTheLastVersionToNothingAndBack() throws SQLException, IOException {
        Deque<String> dumps = new ArrayDeque<>();
        for (Scripts scripts : all()) {
            dumps.push(SchemaDump.of(metadb));
            Scripts.apply(metadb, scripts.version(), scripts.version());
        }
        String last = SchemaDump.of(metadb);

        for (int version = all().size(); version > 0; version--) {
            Scripts.of(version).rollBack(metadb);
            assertThat(SchemaDump.of(metadb)).isEqualTo(dumps.pop());
        }
        assertThat(SchemaDump.of(metadb)).isEmpty();

        new Migrations(metadb.dataSource()).migrate();
        assertThat(SchemaDump.of(metadb)).isEqualTo(last);
    }
}
