package org.ooni.pipeline.cli;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.ooni.pipeline.centrifugation.Centrifugation;
import org.ooni.pipeline.centrifugation.CentrifugationOptions;
import org.ooni.pipeline.centrifugation.Rehearsal;
import org.ooni.pipeline.centrifugation.Selection;
import org.ooni.pipeline.cli.stage.BucketLoop;
import org.ooni.pipeline.cli.stage.CentrifugationStage;
import org.ooni.pipeline.cli.stage.ChosenFilesStage;
import org.ooni.pipeline.cli.stage.DryRunStage;
import org.ooni.pipeline.cli.stage.ProgressDisplay;
import org.ooni.pipeline.cli.stage.RehearsalStage;
import org.ooni.pipeline.cli.stage.Stage;
import org.ooni.pipeline.cli.state.Ingested;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.feeder.FeederContext;
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
        PipelineCommand pipeline = (PipelineCommand) spec.root().userObject();
        return new BucketLoop(
                spec.commandLine().getOut(),
                spec.commandLine().getErr(),
                json,
                pipeline.debug(),
                pipeline.listener(),
                // The launcher knows what standard error is; Java has no way to ask.
                new ProgressDisplay(Boolean.getBoolean("pipeline.terminal")));
    }

    /** @throws SQLException when schema or fingerprints are not those this program needs */
    static Stage centrifugation(Path autoclavedRoot, Database database, int threads) throws SQLException {
        return centrifugation(autoclavedRoot, database, CentrifugationOptions.NONE, threads);
    }

    /** @throws SQLException when schema or fingerprints are not those this program needs */
    static Stage centrifugation(Path autoclavedRoot, Database database, CentrifugationOptions options, int threads)
            throws SQLException {
        return new CentrifugationStage(autoclavedRoot, centrifugationOf(autoclavedRoot, database, threads), options);
    }

    /** @throws SQLException when schema or fingerprints are not those this program needs */
    static Stage dryRun(Path autoclavedRoot, Database database, CentrifugationOptions options) throws SQLException {
        return new DryRunStage(centrifugationOf(autoclavedRoot, database, 1), options);
    }

    static Stage rehearsal(Path autoclavedRoot, Selection selection, Set<String> probeCcs) {
        return new RehearsalStage(autoclavedRoot, new Rehearsal(autoclavedRoot, openedFeeders()), selection, probeCcs);
    }

    /** All that are on the class path. */
    static List<Feeder> feeders() {
        return Feeders.load(Stages.class.getClassLoader());
    }

    /** Feeders that work without a database, and so know no fingerprint. */
    static List<Feeder> openedFeeders() {
        FeederContext context = FeederContext.withoutDatabase();
        return feeders().stream().map(feeder -> feeder.open(context)).toList();
    }

    /**
     * Takes up what is new or changed, and leaves files of an older version.
     *
     * @throws SQLException when schema or fingerprints are not those this program needs
     */
    static Stage centrifugationOfFresh(Path autoclavedRoot, Database database, int threads) throws SQLException {
        return ChosenFilesStage.fresh(autoclavedRoot, centrifugationOf(autoclavedRoot, database, threads));
    }

    /**
     * Takes up what has changed since it was ingested, and nothing else.
     *
     * @throws SQLException when schema or fingerprints are not those this program needs
     */
    static Stage centrifugationOfChanged(Path autoclavedRoot, Database database, int threads) throws SQLException {
        return ChosenFilesStage.changed(autoclavedRoot, centrifugationOf(autoclavedRoot, database, threads));
    }

    /** What the database holds of the archive. */
    static Ingested ingested(Path autoclavedRoot, Database database) {
        MetaDb metaDb = new MetaDb(database.dataSource());
        List<Feeder> feeders = feeders();
        return new Ingested(metaDb, feeders, new Centrifugation(autoclavedRoot, metaDb, feeders, Clock.systemUTC(), 1));
    }

    /** @throws SQLException when schema or fingerprints are not those this program needs */
    static Centrifugation centrifugationOf(Path autoclavedRoot, Database database, int threads) throws SQLException {
        MetaDb metaDb = new MetaDb(database.dataSource());
        List<Feeder> feeders = feeders();
        metaDb.inTransaction(connection -> {
            Feeders.requireSchemas(connection, feeders);
            FingerprintState.requireKnown(connection);
            return null;
        });
        return new Centrifugation(autoclavedRoot, metaDb, feeders, Clock.systemUTC(), threads);
    }
}
