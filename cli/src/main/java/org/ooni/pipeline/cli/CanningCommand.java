package org.ooni.pipeline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.ooni.pipeline.cli.stage.CanningStage;
import org.ooni.pipeline.cli.stage.CleanupStage;
import org.ooni.pipeline.cli.stage.Stage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pipeline canning}. */
@Command(
        name = "canning",
        description = {
            "Packs the raw reports of each bucket into cans: the private archive.",
            "A bucket that is canned already is compared with its index; reports that arrived since go into further"
                    + " cans.",
            "With --cleanup, raw reports that are canned are deleted afterwards: once their cans have been read back,"
                    + " every digest agrees, and they have not changed since."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  pipeline canning --root /data --bucket 2017-01-01",
            "  pipeline canning --root /data --start 2017-01-01 --end 2017-02-01",
            "  pipeline canning --reports-raw-root /in --canned-root /private/canned --bucket 2017-01-01",
            "  pipeline canning --root /data --start 2017-01-01 --end 2017-02-01 --cleanup"
        })
final class CanningCommand implements Callable<Integer> {
    @Mixin
    private StageOptions stage;

    @Mixin
    private RootOptions root;

    @Mixin
    private RootOptions.ReportsRaw reportsRaw;

    @Mixin
    private RootOptions.Canned canned;

    @Option(
            names = "--cleanup",
            description = "Then delete the raw reports that the cans prove to hold, and name them.")
    private boolean cleanup;

    @Override
    public Integer call() throws IOException {
        Path raw = RootOptions.existing(reportsRaw.of(root));
        Path cans = canned.of(root);
        List<Stage> stages = new ArrayList<>(List.of(new CanningStage(raw, cans, stage.threads())));
        if (cleanup) {
            stages.add(new CleanupStage(raw, cans, stage.threads()));
        }
        return stage.run(stages);
    }
}
