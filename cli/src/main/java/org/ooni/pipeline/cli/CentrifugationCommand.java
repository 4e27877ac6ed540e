package org.ooni.pipeline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.ooni.pipeline.centrifugation.CentrifugationOptions;
import org.ooni.pipeline.centrifugation.Explainer;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.stage.ExplanationPrinter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pipeline centrifugation}. */
@Command(
        name = "centrifugation",
        description = {
            "Fills the database from the public archive: one transaction a bucket.",
            "Files that changed are taken up again, and what is still in them keeps its numbers. Of files whose rows an"
                    + " older version made, the tables concerned are made again. The others are skipped."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  pipeline centrifugation --root /data --bucket 2017-01-01",
            "  pipeline centrifugation --autoclaved-root /public/autoclaved --bucket 2017-01-01 \\",
            "      --postgres 'host=db.example user=pipeline dbname=metadb'",
            "  pipeline centrifugation --root /data --start 2017-01-01 --end 2018-01-01 --dry-run",
            "  pipeline centrifugation --root /data --bucket 2017-01-01 --forget 2017-01-01/ndt.00.tar.lz4",
            "  pipeline centrifugation --root /data --bucket 2017-01-01 --no-write --probe-cc RU",
            "  pipeline centrifugation --root /data --explain 2017-01-01/20170101T…-probe.json:3"
        })
final class CentrifugationCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StageOptions stage;

    @Mixin
    private RootOptions root;

    @Mixin
    private RootOptions.Autoclaved autoclaved;

    @Mixin
    private DatabaseOptions databaseOptions;

    @Mixin
    private UpdateOptions update;

    @Option(names = "--dry-run", description = "Tell what would be done, file by file, and do nothing.")
    private boolean dryRun;

    @Option(names = "--no-write", description = "Read, feed and count, without a database.")
    private boolean noWrite;

    @Option(
            names = "--probe-cc",
            paramLabel = "CC",
            description = "With --no-write: only measurements of this country; may be repeated.")
    private List<String> probeCcs = List.of();

    @Option(
            names = "--explain",
            paramLabel = "TEXTNAME[:INDEX]",
            description = "Print the rows that each Feeder makes of one measurement, and what is left of it, without a"
                    + " database. INDEX counts from 0, and is 0 by default.")
    private String explain;

    @Override
    public Integer call() throws IOException, SQLException {
        requireOneMode();
        if (explain != null) {
            return explain();
        }
        CentrifugationOptions options = update.options(stage.buckets());
        Path archive = autoclaved.of(root);
        if (noWrite) {
            RootOptions.existing(archive);
            return stage.run(List.of(Stages.rehearsal(archive, options.selection(), Set.copyOf(probeCcs))));
        }
        databaseOptions.requireGiven(root);
        RootOptions.existing(archive);
        try (Database database = databaseOptions.open(root)) {
            return stage.run(List.of(
                    dryRun
                            ? Stages.dryRun(archive, database, options)
                            : Stages.centrifugation(archive, database, options, stage.threads())));
        }
    }

    private void requireOneMode() {
        if ((dryRun ? 1 : 0) + (noWrite ? 1 : 0) + (explain != null ? 1 : 0) > 1) {
            throw CommandException.usage("--dry-run, --no-write and --explain exclude each other.");
        }
        if (!probeCcs.isEmpty() && !noWrite) {
            throw CommandException.usage("--probe-cc goes with --no-write: a file is in the database whole or not.");
        }
        if ((noWrite || explain != null) && update.changes()) {
            throw CommandException.usage("--forget and --allow-renumber need the database.");
        }
    }

    private int explain() throws IOException {
        ExplanationTarget target = ExplanationTarget.parse("--explain", explain);
        Path archive = RootOptions.existing(autoclaved.of(root));
        Explainer explainer = new Explainer(archive, Stages.openedFeeders());
        new ExplanationPrinter(spec.commandLine().getOut())
                .print(explainer.explain(target.textname(), target.number()));
        return ExitCode.DONE.number();
    }
}
