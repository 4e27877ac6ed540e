package org.ooni.pipeline.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Migrations that a plug-in brings beside those of the metadb. */
class FeederMigrationsTest {
    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    @TempDir
    private Path jar;

    private final List<Integer> undone = new ArrayList<>();

    @BeforeEach
    void aPlugInOfTwoSteps() throws IOException {
        script("migration/V01__telegram.sql", "CREATE TABLE telegram (msm_no int4 NOT NULL)");
        script("rollback/01__telegram.sql", "DROP TABLE telegram");
        script("migration/V02__status.sql", "ALTER TABLE telegram ADD status text");
        script("rollback/02__status.sql", "ALTER TABLE telegram DROP status");
    }

    private void script(String name, String sql) throws IOException {
        Path file = jar.resolve("db/feeder/telegram").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, sql);
    }

    private FeederMigrations telegram() throws MalformedURLException {
        ClassLoader plugIn =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader());
        return new FeederMigrations(metadb.dataSource(), "telegram", plugIn);
    }

    private void rollback(int target) throws SQLException, IOException {
        telegram().rollback(target, migration -> undone.add(migration.version()));
    }

    @Test
    void theyHaveAHistoryOfTheirOwn() throws SQLException, IOException {
        assertThat(telegram().info()).extracting(Migration::state).containsOnly(Migration.State.PENDING);
        assertThat(FeederMigrations.installed(metadb.dataSource())).isEmpty();

        assertThat(telegram().migrate()).containsExactly(1, 2);

        assertThat(telegram().migrate()).isEmpty();
        assertThat(telegram().info()).extracting(Migration::name).containsExactly("telegram", "status");
        assertThat(telegram().info()).extracting(Migration::state).containsOnly(Migration.State.APPLIED);
        assertThat(FeederMigrations.installed(metadb.dataSource())).containsExactly("telegram");
        Migrations own = new Migrations(metadb.dataSource());
        assertThat(own.migrate()).isEmpty();
        assertThat(own.check()).isEmpty();
    }

    @Test
    void stepByStepToNothingAndBackAgain() throws SQLException, IOException {
        String before = SchemaDump.of(metadb);
        telegram().migrate();
        String whole = SchemaDump.of(metadb);

        rollback(1);
        assertThat(metadb.query("SELECT to_jsonb(t) ? 'status' FROM (SELECT (NULL::telegram).*) t"))
                .containsExactly(List.of("f"));
        rollback(0);

        assertThat(undone).containsExactly(2, 1);
        assertThat(SchemaDump.of(metadb)).isEqualTo(before);
        assertThat(telegram().migrate()).containsExactly(1, 2);
        assertThat(SchemaDump.of(metadb)).isEqualTo(whole);
    }

    @Test
    void aRollbackForgetsWhichFilesWereReadForThisFeederAlone() throws SQLException, IOException {
        telegram().migrate();
        metadb.execute("INSERT INTO feeder_file VALUES ('telegram', 1, 1), ('telegram', 2, 1), ('whatsapp', 1, 1)");

        rollback(1);

        assertThat(metadb.query("SELECT feeder FROM feeder_file")).containsExactly(List.of("whatsapp"));
    }

    @Test
    void aStepThatFailsLeavesTheVersionBeforeIt() throws SQLException, IOException {
        script("migration/V03__broken.sql", "CREATE TABLE half (n int4); SELECT 1/0");

        assertThatThrownBy(() -> telegram().migrate())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("V03__broken.sql");

        assertThat(telegram().info())
                .extracting(Migration::state)
                .containsExactly(Migration.State.APPLIED, Migration.State.APPLIED, Migration.State.PENDING);
        assertThat(metadb.query("SELECT to_regclass('half')")).containsExactly(Collections.singletonList(null));
    }

    @Test
    void anOlderJarKnowsThatItCannotUndoTheNewerOnesStep() throws SQLException, IOException {
        telegram().migrate();
        Files.delete(jar.resolve("db/feeder/telegram/migration/V02__status.sql"));
        Files.delete(jar.resolve("db/feeder/telegram/rollback/02__status.sql"));

        assertThat(telegram().migrate()).isEmpty();
        assertThatThrownBy(() -> rollback(0))
                .hasMessage("V2 status was applied by a newer plug-in for telegram: only that one can undo it");
        assertThat(FeederMigrations.installed(metadb.dataSource())).containsExactly("telegram");
    }

    @Test
    void theTableOfWhatPlugInsHaveReadStaysAsLongAsOneIsThere() throws SQLException, IOException {
        telegram().migrate();
        Migrations own = new Migrations(metadb.dataSource());

        assertThatThrownBy(() -> own.rollback(17, migration -> undone.add(migration.version())))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("55000"))
                .hasMessageContaining(
                        "rollback 18: plug-ins have to go first" + " (db rollback --feeder NAME --to 0): telegram");
        assertThat(undone).containsExactly(20, 19);

        rollback(0);
        own.rollback(17, migration -> undone.add(migration.version()));
        assertThat(undone).containsExactly(20, 19, 2, 1, 18);
    }

    @Test
    void aRollbackWaitsForAMigrationOfTheSamePlugIn() throws SQLException, IOException {
        telegram().migrate();
        try (Connection migrating = metadb.dataSource().getConnection()) {
            History history = History.ofPlugIn("telegram", getClass().getClassLoader());
            new MigrationLock(migrating, history).acquire("10s");

            Steps steps = new Steps(
                    metadb.dataSource(),
                    History.ofPlugIn(
                            "telegram",
                            new URLClassLoader(new URL[] {jar.toUri().toURL()})),
                    0,
                    "metadb");
            assertThatThrownBy(() -> steps.rollback(0, "100ms", migration -> undone.add(migration.version())))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("55P03"));
        }
        assertThat(undone).isEmpty();
    }
}
