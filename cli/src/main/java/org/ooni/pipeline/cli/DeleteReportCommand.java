package org.ooni.pipeline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.mending.Aftermath;
import org.ooni.pipeline.cli.mending.DeletedNames;
import org.ooni.pipeline.cli.mending.DeletionPlanStage;
import org.ooni.pipeline.cli.mending.DeletionStage;
import org.ooni.pipeline.cli.mending.Elsewhere;
import org.ooni.pipeline.cli.stage.Stage;
import org.ooni.pipeline.metadb.Gc;
import org.ooni.pipeline.metadb.MetaDb;
import org.ooni.pipeline.metadb.RepeatedReports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pipeline delete-report}. */
@Command(
        name = "delete-report",
        description = {
            "Deletes reports: from cans, from the archive, from the database and its dictionaries, for good. Raw reports"
                    + " are left where they are, and are not canned again.",
            "What stays keeps its numbers. A can or file that loses its last report goes. If a run is ended, run it"
                    + " again: it finishes."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  pipeline delete-report --root /data --dry-run 2017-01-01/20170101T…-probe.json",
            "  pipeline delete-report --root /data 2017-01-01/20170101T…-probe.json",
            "  pipeline delete-report --root /data --files-from leak.txt --json \\",
            "      --postgres 'host=db.example user=pipeline dbname=metadb'"
        })
final class DeleteReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RootOptions root;

    @Mixin
    private RootOptions.ReportsRaw reportsRaw;

    @Mixin
    private AutoclavingOptions autoclaving;

    @Mixin
    private DatabaseOptions databaseOptions;

    @Mixin
    private JsonOption json;

    @Parameters(paramLabel = "TEXTNAME", arity = "0..*", description = "Reports, each as <bucket>/<report file>.")
    private List<String> textnames = List.of();

    @Option(
            names = "--files-from",
            paramLabel = "FILE",
            description = "More of them, a line each; - is standard input. Lines that begin with # are skipped.")
    private Path filesFrom;

    @Option(names = "--dry-run", description = "Tell what would be touched, and touch nothing.")
    private boolean dryRun;

    @Override
    public Integer call() throws IOException, SQLException {
        DeletedNames names = names();
        databaseOptions.requireGiven(root);
        Path raw = reportsRaw.of(root);
        Path canned = RootOptions.existing(autoclaving.cannedRoot(root));
        Path archive = autoclaving.autoclavedRoot(root);
        try (Database database = databaseOptions.open(root)) {
            MetaDb metaDb = new MetaDb(database.dataSource());
            names.requireKnown(raw, canned, archive, metaDb);
            ExitCode code = Stages.loop(spec, json.wanted())
                    .run(names.buckets(), List.of(stage(names, canned, archive, database, metaDb)));
            if (code == ExitCode.DONE && !dryRun) {
                tellTheRest(names, raw, metaDb);
            }
            return code.number();
        }
    }

    private DeletedNames names() throws IOException {
        List<String> all = new ArrayList<>(textnames);
        if (filesFrom != null) {
            all.addAll(DeletedNames.lines(filesFrom));
        }
        if (all.isEmpty()) {
            throw CommandException.usage("Which reports? Give their names, or --files-from FILE.");
        }
        return DeletedNames.of(all);
    }

    private Stage stage(DeletedNames names, Path canned, Path archive, Database database, MetaDb metaDb)
            throws IOException, SQLException {
        if (dryRun) {
            return new DeletionPlanStage(canned, archive, names.all(), metaDb);
        }
        int threads = Runtime.getRuntime().availableProcessors();
        return new DeletionStage(
                canned,
                archive,
                names.all(),
                autoclaving.autoclaving(root, threads),
                Stages.centrifugationOf(archive, database, threads),
                Clock.systemUTC());
    }

    private void tellTheRest(DeletedNames names, Path raw, MetaDb metaDb) throws SQLException, IOException {
        metaDb.inTransaction(connection -> RepeatedReports.forget(connection, names.all()));
        Aftermath rest = new Aftermath(spec.commandLine().getOut(), json.wanted());
        rest.dictionaries(Gc.removeUnused(metaDb));
        rest.elsewhere(Elsewhere.copies(names.raw(raw)));
    }
}
