package org.ooni.pipeline.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.ooni.pipeline.cli.stage.CanningStage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pipeline canning}. */
@Command(
        name = "canning",
        description = {
            "Packs the raw reports of each bucket into cans: the private archive.",
            "A bucket that is canned already is compared with its index; reports that arrived since go into further"
                    + " cans."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  pipeline canning --root /data --bucket 2017-01-01",
            "  pipeline canning --root /data --start 2017-01-01 --end 2017-02-01",
            "  pipeline canning --reports-raw-root /in --canned-root /private/canned --bucket 2017-01-01"
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

    @Override
    public Integer call() throws IOException {
        return stage.run(
                List.of(new CanningStage(RootOptions.existing(reportsRaw.of(root)), canned.of(root), stage.threads())));
    }
}
