package org.ooni.pipeline.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pipeline autoclaving}. */
@Command(
        name = "autoclaving",
        description = {
            "Makes the public archive from cans: normalised measurements without bridge addresses, in files that can"
                    + " be read from any place.",
            "A bucket that is complete is compared with its index by names and sizes."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  pipeline autoclaving --root /data --bucket 2017-01-01",
            "  pipeline autoclaving --root /data --bucket 2017-01-01 --missing",
            "  pipeline autoclaving --canned-root /private/canned --autoclaved-root /public/autoclaved \\",
            "      --bridge-db /private/bridge_db.json --start 2017-01-01 --end 2017-02-01"
        })
final class AutoclavingCommand implements Callable<Integer> {
    @Mixin
    private StageOptions stage;

    @Mixin
    private RootOptions root;

    @Mixin
    private AutoclavingOptions autoclaving;

    @Option(
            names = "--missing",
            description = "Make the files that a complete bucket lacks: of cans that came later, and of files that are"
                    + " gone.")
    private boolean missing;

    @Override
    public Integer call() throws IOException {
        RootOptions.existing(autoclaving.cannedRoot(root));
        return stage.run(List.of(autoclaving.stage(root, stage.threads(), missing)));
    }
}
