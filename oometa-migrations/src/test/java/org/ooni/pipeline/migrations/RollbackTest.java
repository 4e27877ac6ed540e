package org.ooni.pipeline.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RollbackTest {
    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.empty();

    @Test
    void everyMigrationHasItsRollbackAndVersionsHaveNoGap() throws IOException {
        List<Scripts> all = Scripts.all();

        assertThat(Scripts.names("rollback"))
                .containsExactlyElementsOf(
                        all.stream().map(scripts -> scripts + ".sql").toList());
        assertThat(all)
                .extracting(Scripts::version)
                .isEqualTo(IntStream.rangeClosed(1, all.size()).boxed().toList());
    }

    @Test
    void aRollbackRestoresTheSchemaBeforeItsMigration() throws SQLException, IOException {
        String before = SchemaDump.of(metadb);
        for (Scripts scripts : Scripts.all()) {
            scripts.apply(metadb);
            String after = SchemaDump.of(metadb);

            scripts.rollBack(metadb);
            assertThat(SchemaDump.of(metadb))
                    .as(scripts.toString())
                    .isEqualTo(before)
                    .isNotEqualTo(after);

            scripts.apply(metadb);
            assertThat(SchemaDump.of(metadb)).as(scripts.toString()).isEqualTo(after);
            before = after;
        }
    }

    @Test
    void rollbacksLeadFromTheLastVersionToNothingAndBack() throws SQLException, IOException {
        Deque<String> dumps = new ArrayDeque<>();
        for (Scripts scripts : Scripts.all()) {
            dumps.push(SchemaDump.of(metadb));
            scripts.apply(metadb);
        }
        String last = SchemaDump.of(metadb);

        for (int version = dumps.size(); version > 0; version--) {
            Scripts.of(version).rollBack(metadb);
            assertThat(SchemaDump.of(metadb)).as("rollback %d", version).isEqualTo(dumps.pop());
        }
        assertThat(SchemaDump.of(metadb)).isEmpty();

        new Migrations(metadb.dataSource()).migrate();
        assertThat(SchemaDump.of(metadb)).isEqualTo(last);
    }
}
