package org.ooni.pipeline.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rolling back a database that Flyway has migrated, its history included. */
class MigrationsRollbackTest {
    private static final int LAST = 20;

    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    private final List<Integer> undone = new ArrayList<>();

    @Test
    void stepByStepToNothingAndBackAgain() throws SQLException {
        Migrations migrations = migrations();
        for (int target = LAST - 1; target > 0; target--) {
            rollback(target);

            assertThat(undone).last().isEqualTo(target + 1);
            assertThat(historyAndSchema()).containsExactly(List.of(Integer.toString(target)));
        }
        rollback(0);

        assertThat(undone).hasSize(LAST);
        assertThat(metadb.query("SELECT 1 FROM pg_tables WHERE schemaname = 'public'"))
                .as("no history either")
                .isEmpty();
        assertThat(migrations.migrate()).hasSize(LAST);
        assertThat(migrations.check()).isEmpty();
    }

    private List<List<String>> historyAndSchema() throws SQLException {
        return metadb.query("SELECT max(version::int) FROM flyway_schema_history HAVING count(*) = max(version::int)");
    }

    @Test
    void severalStepsAreUndoneNewestFirstAndMigrateDoesThemAgain() throws SQLException {
        rollback(14);

        assertThat(undone).containsExactly(20, 19, 18, 17, 16, 15);
        assertThat(migrations().migrate()).containsExactly(15, 16, 17, 18, 19, 20);
        assertThat(migrations().check()).isEmpty();
    }

    @Test
    void thereIsNothingToDoAtTheTarget() throws SQLException {
        rollback(LAST);

        assertThat(undone).isEmpty();
    }

    @Test
    void aScriptThatRefusesStopsItAndWhatWasUndoneStaysUndone() throws SQLException {
        Rows.report(1).with("test_name", "'vpn'").insertInto(metadb);

        assertThatThrownBy(() -> rollback(10))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("55000"))
                .hasMessageContaining("rollback 16: 1 rows of report");

        assertThat(undone).containsExactly(20, 19, 18, 17);
        assertThat(historyAndSchema()).containsExactly(List.of("16"));
        assertThat(migrations().migrate()).containsExactly(17, 18, 19, 20);
    }

    @Test
    void aHistoryWithoutItsRowLeavesTheSchemaAlone() throws SQLException, IOException {
        String before = SchemaDump.of(metadb);
        Migration unheardOf = new Migration(18, "plugin_feeders", Migration.State.APPLIED, Optional.empty());
        metadb.execute("DELETE FROM flyway_schema_history WHERE version = '18'");

        try (Connection connection = metadb.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> new Rollback(connection, History.ofMetaDb()).undo(unheardOf))
                    .hasMessage("rollback 18: the history has no row for it");
        }

        assertThat(SchemaDump.of(metadb)).isEqualTo(before);
    }

    @Test
    void aMigrationWaitsForARollbackAndTheOtherWayRound() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (Connection connection = metadb.dataSource().getConnection()) {
            rollback(17);
            MigrationLock lock = new MigrationLock(connection, History.ofMetaDb());
            lock.acquire("10s");

            Future<List<Integer>> migrated = other.submit(() -> migrations().migrate());
            awaitBackends("SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND query LIKE '%pg_try_advisory_xact_lock%' AND pid <> pg_backend_pid()");
            assertThat(migrated).isNotDone();
            assertThat(historyAndSchema()).containsExactly(List.of("17"));
            lock.release();

            assertThat(migrated.get()).containsExactly(18, 19, 20);
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void twoThatRollBackAtOnceDoNotMeet() throws Exception {
        ExecutorService both = Executors.newFixedThreadPool(2);
        List<Integer> one = new ArrayList<>();
        List<Integer> other = new ArrayList<>();
        try {
            Future<?> first = both.submit(() -> rollback(12, one));
            Future<?> second = both.submit(() -> rollback(12, other));
            first.get();
            second.get();
        } finally {
            both.shutdownNow();
        }

        one.addAll(other);
        assertThat(one).containsExactly(20, 19, 18, 17, 16, 15, 14, 13);
    }

    @Test
    void aTableInUseIsNotWaitedForWithoutEnd() throws SQLException {
        try (Connection bucket = metadb.dataSource().getConnection()) {
            bucket.setAutoCommit(false);
            bucket.createStatement().execute("INSERT INTO feeder_file VALUES ('telegram', 1, 1)");

            assertThatThrownBy(() -> migrations().rollback(15, "100ms", migration -> undone.add(migration.version())))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("55P03"));
        }

        assertThat(undone).containsExactly(20, 19);
        assertThat(historyAndSchema()).containsExactly(List.of("18"));
        assertThat(metadb.query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory'"))
                .as("the lock is free again")
                .isEmpty();
    }

    private void awaitBackends(String sql) throws SQLException, InterruptedException {
        for (int i = 0; i < 200 && metadb.query(sql).isEmpty(); i++) {
            Thread.sleep(20);
        }
        assertThat(metadb.query(sql)).isNotEmpty();
    }

    private void rollback(int target) throws SQLException {
        migrations().rollback(target, migration -> undone.add(migration.version()));
    }

    private Void rollback(int target, List<Integer> to) throws SQLException {
        migrations().rollback(target, migration -> to.add(migration.version()));
        return null;
    }

    private Migrations migrations() {
        return new Migrations(metadb.dataSource());
    }
}
