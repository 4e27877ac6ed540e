package org.ooni.pipeline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ooni.pipeline.autoclaving.Autoclaving;
import org.ooni.pipeline.centrifugation.Centrifugation;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.stage.ProgressDisplay;
import org.ooni.pipeline.cli.verify.BucketVerification;
import org.ooni.pipeline.cli.verify.Repair;
import org.ooni.pipeline.cli.verify.Scope;
import org.ooni.pipeline.cli.verify.Verifier;
import org.ooni.pipeline.metadb.MetaDb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pipeline verify}. */
@Command(
        name = "verify",
        description = {
            "Proves that what is stored is whole: indexes against directories, names and sizes, the archive against its"
                    + " cans, the database against the archive.",
            "Each damage is named by file and offset, with what is expected and what was found; all of it, of all"
                    + " buckets. The exit code is 65 if there is any."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  pipeline verify --root /data --start 2017-01-01 --end 2018-01-01",
            "  pipeline verify --root /data --bucket 2017-01-01 --read-data --json",
            "  pipeline verify --autoclaved-root /public/autoclaved --no-database --bucket 2017-01-01 --read-data",
            "  pipeline verify --root /data --bucket 2017-01-01 --read-data --repair --dry-run"
        })
final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

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

    @Option(names = "--no-database", description = "Leave the database out.")
    private boolean noDatabase;

    @Option(
            names = "--read-data",
            description = "Read every byte: digests of cans and reports, frames, tars, each measurement, and whether"
                    + " rows point at what they say.")
    private boolean readData;

    @Option(
            names = "--repair",
            description = "Make again what can be made of the stage before, after saying what; what is damaged is moved"
                    + " aside.")
    private boolean repair;

    @Option(names = "--dry-run", description = "With --repair: only say what would be done.")
    private boolean dryRun;

    @Override
    public Integer call() throws IOException, SQLException {
        if (dryRun && !repair) {
            throw CommandException.usage("--dry-run goes with --repair: without it nothing is changed anyway.");
        }
        // What is wrong with the command line comes before what is wrong with a disk.
        stage.buckets();
        stage.threads();
        Optional<Path> canned = autoclaving.cannedRootIfGiven(root).filter(Files::isDirectory);
        Optional<Path> archive = autoclaving.autoclavedRootIfGiven(root).filter(Files::isDirectory);
        requireSomething(canned, archive);
        if (!hasDatabase(archive)) {
            return run(new Scope(canned, archive, Optional.empty(), readData, stage.threads()), Optional.empty());
        }
        try (Database database = databaseOptions.openAsIs(root)) {
            MetaDb metaDb = new MetaDb(database.dataSource());
            BucketVerification.requireSchema(metaDb);
            Scope scope = new Scope(canned, archive, Optional.of(metaDb), readData, stage.threads());
            return run(scope, Optional.of(database));
        }
    }

    private void requireSomething(Optional<Path> canned, Optional<Path> archive) {
        if (canned.isEmpty() && archive.isEmpty()) {
            if (autoclaving.cannedRootIfGiven(root).isEmpty()
                    && autoclaving.autoclavedRootIfGiven(root).isEmpty()) {
                throw CommandException.usage(
                        "What is to be verified? Give --root DIR, or --canned-root DIR or --autoclaved-root DIR.");
            }
            throw new CommandException(
                    ExitCode.BAD_INPUT, "there are neither cans nor an archive: no such directories");
        }
    }

    /** The embedded database is not created for being looked at. */
    private boolean hasDatabase(Optional<Path> archive) {
        if (noDatabase || archive.isEmpty()) {
            return false;
        }
        if (databaseOptions.isUsersServer()) {
            return true;
        }
        if (root.root().isEmpty()) {
            throw CommandException.usage("Which database? Give --root DIR, --postgres DSN, or --no-database.");
        }
        return Files.isDirectory(root.root().get().resolve("metadb"));
    }

    private int run(Scope scope, Optional<Database> database) throws IOException, SQLException {
        Verifier.Printer printer = new Verifier.Printer(
                spec.commandLine().getOut(),
                spec.commandLine().getErr(),
                stage.json(),
                new ProgressDisplay(Boolean.getBoolean("pipeline.terminal")));
        Optional<Repair> mending = repair ? Optional.of(repairOf(scope, database)) : Optional.empty();
        return new Verifier(scope, mending, dryRun, printer)
                .run(stage.buckets())
                .number();
    }

    private Repair repairOf(Scope scope, Optional<Database> database) throws IOException, SQLException {
        Optional<Autoclaving> fromCans =
                scope.canned().isPresent() && scope.autoclaved().isPresent()
                        ? Optional.of(autoclaving.autoclaving(root, stage.threads()))
                        : Optional.empty();
        Optional<Centrifugation> fromArchive = database.isPresent()
                ? Optional.of(
                        Stages.centrifugationOf(scope.autoclaved().orElseThrow(), database.get(), stage.threads()))
                : Optional.empty();
        return new Repair(scope, reportsRaw.ifGiven(root).filter(Files::isDirectory), fromCans, fromArchive);
    }
}
