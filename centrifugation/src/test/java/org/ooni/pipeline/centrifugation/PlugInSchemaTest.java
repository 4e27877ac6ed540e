package org.ooni.pipeline.centrifugation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.feeder.Feeders;
import org.ooni.pipeline.feeder.SampleData;
import org.ooni.pipeline.feeder.plugin.StrangerFeeder;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.metadb.SchemaVersionException;

/** No row is written while a plug-in's schema is not the one that its jar was written for. */
class PlugInSchemaTest extends IngestFixture {
    private final List<Feeder> feeders = new ArrayList<>(Feeders.load(Feeder.class.getClassLoader()));

    @BeforeEach
    void aPlugInThatNeedsV2() throws IOException, SQLException {
        metadb.execute("CREATE TABLE stranger (msm_no int4 NOT NULL)");
        bucket().report(FILE, "report.json", SampleData.webConnectivity()).write();
        feeders.add(new StrangerFeeder("stranger", 1) {
            @Override
            public int schemaVersion() {
                return 2;
            }
        });
    }

    private void history(int version) throws SQLException {
        metadb.execute("CREATE TABLE flyway_history_stranger AS SELECT * FROM flyway_schema_history WHERE version::int"
                + " <= " + version);
    }

    private void assertRefused(String message) throws SQLException {
        Centrifugation centrifugation = centrifugation(feeders);
        assertThatThrownBy(() -> centrifugation.run(BUCKET, Progress.NONE))
                .isInstanceOf(SchemaVersionException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> centrifugation.plan(BUCKET, CentrifugationOptions.NONE))
                .isInstanceOf(SchemaVersionException.class)
                .hasMessage(message);
        assertThat(count("autoclaved")).isZero();
    }

    @Test
    void onlyTheOneThatIsNeededWillDo() throws IOException, SQLException {
        history(2);

        centrifugation(feeders).run(BUCKET, Progress.NONE);

        assertThat(count("stranger")).isEqualTo(1);
    }

    @Test
    void oneThatWasNeverMigratedIsToBe() throws SQLException {
        assertRefused("the plug-in for stranger needs V2 of its schema, the database has V0: run `db migrate`");
    }

    @Test
    void oneThatIsBehindIsToBeMigrated() throws SQLException {
        history(1);

        assertRefused("the plug-in for stranger needs V2 of its schema, the database has V1: run `db migrate`");
    }

    @Test
    void oneThatIsAheadNeedsItsNewerJar() throws SQLException {
        history(3);

        assertRefused("the plug-in for stranger needs V2 of its schema, the database has V3: put its newer jar back,"
                + " and there run `db rollback --feeder stranger --to 2` if the older one is wanted");
    }

    @Test
    void aJarWithoutMigrationsIsOlderThanOneWithThem() throws SQLException {
        history(1);
        feeders.set(feeders.size() - 1, new StrangerFeeder("stranger", 1));

        assertRefused("the plug-in for stranger needs V0 of its schema, the database has V1: put its newer jar back,"
                + " and there run `db rollback --feeder stranger --to 0` if the older one is wanted");
    }
}
