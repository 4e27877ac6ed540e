package org.ooni.pipeline.cli;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.ooni.pipeline.cli.stage.CanningStage;
import org.ooni.pipeline.cli.stage.Stage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pipeline run}. */
@Command(
        name = "run",
        description = {
            "Canning, autoclaving and centrifugation in this order, bucket by bucket.",
            "Of a bucket that was done before, only what is new is done."
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
            return stage.run(
                    List.of(first, second, Stages.centrifugation(autoclaving.autoclavedRoot(root), database, threads)));
        }
    }
}
