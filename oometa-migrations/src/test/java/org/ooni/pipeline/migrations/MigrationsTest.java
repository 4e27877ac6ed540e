package org.ooni.pipeline.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MigrationsTest {
    private static final int LAST = 20;

    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.empty();

    @Test
    void migrateAppliesEveryVersionOnceAndInOrder() throws SQLException {
        Migrations migrations = new Migrations(metadb.dataSource());
        List<Integer> all = IntStream.rangeClosed(1, LAST).boxed().toList();

        assertThat(migrations.migrate()).isEqualTo(all);
        assertThat(migrations.migrate()).isEmpty();
        assertThat(metadb.query("SELECT version FROM flyway_schema_history ORDER BY installed_rank"))
                .extracting(row -> Integer.valueOf(row.get(0)))
                .isEqualTo(all);
    }

    @Test
    void infoOfAnEmptyDatabaseIsAllPendingAndLeavesItEmpty() throws SQLException {
        assertThat(new Migrations(metadb.dataSource()).info())
                .hasSize(LAST)
                .startsWith(new Migration(1, "base_types", Migration.State.PENDING, Optional.empty()))
                .allMatch(migration -> migration.state() == Migration.State.PENDING);
        assertThat(metadb.query("SELECT 1 FROM pg_tables WHERE schemaname = 'public'"))
                .isEmpty();
    }

    @Test
    void infoTellsWhenEachMigrationWasApplied() throws SQLException {
        Migrations migrations = new Migrations(metadb.dataSource());
        migrations.migrate();

        assertThat(migrations.info()).hasSize(LAST).allSatisfy(migration -> {
            assertThat(migration.state()).isEqualTo(Migration.State.APPLIED);
            assertThat(Duration.between(migration.installedOn().orElseThrow(), Instant.now()))
                    .isBetween(Duration.ofSeconds(-1), Duration.ofMinutes(5));
        });
        assertThat(migrations.info()).last().extracting(Migration::name).isEqualTo("compared_bucket");
    }

    @Test
    void infoShowsWhatALaterReleaseHasApplied() throws SQLException {
        Migrations migrations = new Migrations(metadb.dataSource());
        migrations.migrate();
        metadb.execute(
                "INSERT INTO flyway_schema_history SELECT 21, '21', 'from the future', type, 'V21__from_the_future.sql',"
                        + " 1, installed_by, installed_on, 1, true FROM flyway_schema_history WHERE installed_rank = 20");

        assertThat(migrations.info()).last().satisfies(migration -> {
            assertThat(migration.version()).isEqualTo(21);
            assertThat(migration.name()).isEqualTo("from_the_future");
            assertThat(migration.state()).isEqualTo(Migration.State.APPLIED);
        });
    }

    @Test
    void migrateRefusesADatabaseWithTablesButNoHistory() throws SQLException {
        metadb.execute("CREATE TABLE measurement (msm_no int4)");

        assertThatThrownBy(() -> new Migrations(metadb.dataSource()).migrate())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("non-empty schema");
        assertThat(metadb.query("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'"))
                .containsExactly(List.of("measurement"));
    }

    @Test
    void migrateRefusesAHistoryOfOtherScripts() throws SQLException {
        Migrations migrations = new Migrations(metadb.dataSource());
        migrations.migrate();
        metadb.execute("UPDATE flyway_schema_history SET checksum = 1 WHERE version = '04'");

        assertThatThrownBy(migrations::migrate)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("checksum mismatch for migration version 04");
    }

    @Test
    void aMigrationThatFailsLeavesTheVersionBeforeIt() throws SQLException {
        Migrations migrations = new Migrations(metadb.dataSource());
        migrations.migrate();
        metadb.execute("DELETE FROM flyway_schema_history WHERE version = '20'");

        assertThatThrownBy(migrations::migrate)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42P07"))
                .hasMessageContaining("compared_bucket");
        assertThat(migrations.info()).last().extracting(Migration::state).isEqualTo(Migration.State.PENDING);
    }

    @Test
    void twoThatMigrateAtOnceShareTheWork() throws Exception {
        ExecutorService both = Executors.newFixedThreadPool(2);
        try {
            Future<List<Integer>> one = both.submit(() -> new Migrations(metadb.dataSource()).migrate());
            Future<List<Integer>> other = both.submit(() -> new Migrations(metadb.dataSource()).migrate());

            assertThat(Stream.concat(one.get().stream(), other.get().stream()))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.rangeClosed(1, LAST).boxed().toList());
        } finally {
            both.shutdownNow();
        }
    }

    @Test
    void migrateSaysNothingOnStandardOutput() throws SQLException {
        PrintStream console = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            new Migrations(metadb.dataSource()).migrate();
        } finally {
            System.setOut(console);
        }

        assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}
