package org.ooni.pipeline.feeder.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.ooni.pipeline.feeder.DatumException;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.feeder.Feeders;
import org.ooni.pipeline.metadb.BadRows;
import org.ooni.pipeline.metadb.CopySink;
import org.ooni.pipeline.metadb.MetaDb;
import org.ooni.pipeline.metadb.RowWriter;
import org.ooni.pipeline.migrations.FeederMigrations;
import org.ooni.pipeline.migrations.MetaDbFixture;
import org.ooni.pipeline.migrations.Migrations;

/**
 * {@link FeederContract}, and what holds for a Feeder and its table in a real PostgreSQL. The tables of plug-ins are
 * made by the migrations of their jars.
 */
public abstract class FeederTableContract extends FeederContract {
    private static final int MUTANTS = 300;
    private static final String RELATIONS =
            "SELECT relkind, relname FROM pg_class" + " WHERE relnamespace = 'public'::regnamespace ORDER BY relname";

    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    /** For subclasses. */
    protected FeederTableContract() {}

    @Test
    final void migrationsAreNumberedFromOneAndTheirUndoingLeavesNothing() throws SQLException {
        for (Feeder feeder : withMigrations()) {
            FeederMigrations migrations = migrations(feeder);
            List<List<String>> before = metadb.query(RELATIONS);
            List<Integer> all =
                    IntStream.rangeClosed(1, feeder.schemaVersion()).boxed().toList();

            assertThat(migrations.migrate())
                    .as("schemaVersion() of " + name(feeder))
                    .isEqualTo(all);
            assertThat(new Migrations(metadb.dataSource()).check())
                    .as("tables of the metadb itself")
                    .isEmpty();
            for (int target = feeder.schemaVersion() - 1; target >= 0; target--) {
                migrations.rollback(target, undone -> {});
            }
            assertThat(metadb.query(RELATIONS)).as(name(feeder)).isEqualTo(before);
            assertThat(migrations.migrate()).isEqualTo(all);
        }
    }

    @Test
    final void rowsAreFoundByTheirMeasurement() throws SQLException {
        migrate();
        for (Feeder feeder : feeders()) {
            assertThat(metadb.query("SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = '"
                            + feeder.dataTable() + "'::regclass AND attname = 'msm_no' AND attnum = 1"))
                    .as("the first column of " + feeder.dataTable())
                    .containsExactly(List.of("integer"));
            assertThat(metadb.query("SELECT 1 FROM pg_index WHERE indrelid = '" + feeder.dataTable()
                            + "'::regclass AND indkey[0] = 1"))
                    .as("indexes of " + feeder.dataTable() + " that begin with msm_no")
                    .isNotEmpty();
        }
    }

    @Test
    final void theTableTakesEachRowOfTheExamples() throws SQLException {
        migrate();
        for (Feeder feeder : opened()) {
            long refused = copy(feeder, examples());

            assertThat(refused).as("rows that PostgreSQL refuses").isZero();
            assertThat(metadb.query("SELECT 1 FROM " + feeder.dataTable() + " WHERE msm_no = " + MSM_NO))
                    .as("rows of " + feeder.dataTable())
                    .isNotEmpty();
        }
    }

    /** One refused row is one row less; a settling that fails would be the end of the bucket. */
    @Test
    final void rowsOfBrokenMeasurementsNeverFailTheBucket() throws SQLException {
        migrate();
        for (Feeder feeder : opened()) {
            BrokenMeasurements broken = new BrokenMeasurements(examples(), SEED);
            copy(
                    feeder,
                    IntStream.range(0, MUTANTS).mapToObj(i -> broken.next()).toList());
        }
    }

    @Test
    final void theProgramAcceptsTheSchema() throws SQLException {
        List<Feeder> feeders = feeders();
        migrate();
        new MetaDb(metadb.dataSource()).inTransaction(connection -> {
            Feeders.requireSchemas(connection, feeders);
            return null;
        });
    }

    /** As a bucket's transaction does; returns how many rows PostgreSQL has refused. */
    private long copy(Feeder feeder, List<ObjectNode> data) throws SQLException {
        return new MetaDb(metadb.dataSource()).inTransaction(connection -> {
            feeder.prepare(connection);
            BadRows bad = new BadRows(connection);
            CopySink sink = CopySink.tolerant(connection, feeder.table(), bad);
            RowWriter rows = new RowWriter(feeder.table());
            for (ObjectNode datum : data) {
                try {
                    feeder.feed(MSM_NO, datum, rows);
                } catch (DatumException e) {
                    rows.clear();
                }
                sink.take(rows);
            }
            sink.flush();
            bad.flush();
            feeder.settle(connection);
            return bad.count();
        });
    }

    private void migrate() throws SQLException {
        for (Feeder feeder : withMigrations()) {
            migrations(feeder).migrate();
        }
    }

    private List<Feeder> withMigrations() {
        return feeders().stream()
                .filter(feeder -> !Feeders.isBuiltIn(feeder) && feeder.schemaVersion() > 0)
                .toList();
    }

    private FeederMigrations migrations(Feeder feeder) {
        return new FeederMigrations(
                metadb.dataSource(), feeder.dataTable(), feeder.getClass().getClassLoader());
    }
}
