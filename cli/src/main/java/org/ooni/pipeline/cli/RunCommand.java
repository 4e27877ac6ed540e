package org.ooni.pipeline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import org.ooni.pipeline.cli.duplicates.ComparedStage;
import org.ooni.pipeline.cli.duplicates.Duplicates;
import org.ooni.pipeline.cli.duplicates.DuplicatesReport;
import org.ooni.pipeline.cli.duplicates.LateDuplicates;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.stage.CanningStage;
import org.ooni.pipeline.cli.stage.Stage;
import org.ooni.pipeline.cli.tick.TurnLocks;
import org.ooni.pipeline.metadb.MetaDb;
import org.ooni.pipeline.raw.Bucket;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pipeline run}. */
@Command(
        name = "run",
        description = {
            "Canning, autoclaving and centrifugation in this order, bucket by bucket.",
            "Of a bucket that was done before, only what is new is done. Reports that other cans hold as well are"
                    + " recorded, and leave the database."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  pipeline run --root /data --bucket 2017-01-01",
            "  pipeline run --root /data --start 2017-01-01 --end 2017-02-01 \\",
            "      --postgres 'host=db.example user=pipeline dbname=metadb'"
        })
final class RunCommand implements Callable<Integer> {
    @Mixin
    private StageOptions stage;

    @Mixin
    private RootOptions root;

    @Mixin
    private RootOptions.ReportsRaw reportsRaw;

    @Mixin
    private AutoclavingOptions autoclaving;

    @Mixin
    private DatabaseOptions databaseOptions;

    @Override
    public Integer call() throws IOException, SQLException {
        stage.buckets();
        int threads = stage.threads();
        Stage first =
                new CanningStage(RootOptions.existing(reportsRaw.of(root)), autoclaving.cannedRoot(root), threads);
        Stage second = autoclaving.stage(root, threads, true);
        try (Database database = databaseOptions.open(root)) {
            Path archive = autoclaving.autoclavedRoot(root);
            Duplicates duplicates = new Duplicates(autoclaving.cannedRoot(root), new MetaDb(database.dataSource()));
            DuplicatesReport report = stage.duplicatesReport();
            Stage third = new ComparedStage(duplicates, report, Stages.centrifugation(archive, database, threads));
            ExitCode code = stage.loop().run(stage.buckets(), List.of(first, second, third));
            return code.orWorse(takeOut(duplicates, report, archive, database)).number();
        }
    }

    /** What was not compared with its bucket, and what leaves other buckets. */
    private ExitCode takeOut(Duplicates duplicates, DuplicatesReport report, Path archive, Database database)
            throws IOException, SQLException {
        LateDuplicates late =
                new LateDuplicates(new TurnLocks(autoclaving.cannedRoot(root)), archive, duplicates, report);
        SortedSet<Bucket> changed = duplicates.changed();
        changed.retainAll(stage.buckets());
        ExitCode code = late.compare(changed);
        SortedSet<Bucket> concerned = duplicates.withUnused();
        return concerned.isEmpty()
                ? code
                : code.orWorse(late.takeUp(
                        concerned,
                        stage.loop(),
                        Stages.centrifugationOfChanged(archive, database, stage.threads()),
                        () -> true));
    }
}
