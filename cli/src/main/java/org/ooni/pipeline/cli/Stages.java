package org.ooni.pipeline.cli;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import org.ooni.pipeline.centrifugation.Centrifugation;
import org.ooni.pipeline.cli.stage.BucketLoop;
import org.ooni.pipeline.cli.stage.CentrifugationStage;
import org.ooni.pipeline.cli.stage.ProgressDisplay;
import org.ooni.pipeline.feeder.Feeders;
import org.ooni.pipeline.metadb.FingerprintState;
import org.ooni.pipeline.metadb.MetaDb;
import picocli.CommandLine.Model.CommandSpec;

/** Puts stages together. */
final class Stages {
    private Stages() {}

    /**
     * The loop of the command {@code spec}.
     *
     * @param json whether it prints objects instead of lines
     */
    static BucketLoop loop(CommandSpec spec, boolean json) {
        return new BucketLoop(
                spec.commandLine().getOut(),
                spec.commandLine().getErr(),
                json,
                ((PipelineCommand) spec.root().userObject()).debug(),
                // The launcher knows what standard error is; Java has no way to ask.
                new ProgressDisplay(Boolean.getBoolean("pipeline.terminal")));
    }

    /** @throws SQLException when schema or fingerprints are not those this program needs */
    static CentrifugationStage centrifugation(Path autoclavedRoot, Database database) throws SQLException {
        MetaDb metaDb = new MetaDb(database.dataSource());
        metaDb.inTransaction(connection -> {
            MetaDb.requireSchema(connection);
            FingerprintState.requireKnown(connection);
            return null;
        });
        return new CentrifugationStage(
                autoclavedRoot,
                new Centrifugation(
                        autoclavedRoot, metaDb, Feeders.load(Stages.class.getClassLoader()), Clock.systemUTC()));
    }
}
