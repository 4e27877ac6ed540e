package org.ooni.pipeline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.ooni.pipeline.centrifugation.Centrifugation;
import org.ooni.pipeline.centrifugation.CentrifugationOptions;
import org.ooni.pipeline.centrifugation.IngestPlan;
import org.ooni.pipeline.cli.duplicates.Comparison;
import org.ooni.pipeline.cli.duplicates.Duplicates;
import org.ooni.pipeline.cli.duplicates.DuplicatesReport;
import org.ooni.pipeline.cli.duplicates.LateDuplicates;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.stage.ChosenFilesStage;
import org.ooni.pipeline.cli.tick.TurnLocks;
import org.ooni.pipeline.metadb.MetaDb;
import org.ooni.pipeline.raw.Bucket;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pipeline duplicates}. */
@Command(
        name = "duplicates",
        description = {
            "Finds reports that lie in cans under several names, records them, and has the database use one of each: the"
                    + " others leave it, what stays keeps its numbers.",
            "The reports of all buckets, or of the days given, are looked for in all buckets. If a run is ended, run it"
                    + " again: it finishes. 'tick' and 'run' do it for what they can."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  pipeline duplicates --root /data --dry-run",
            "  pipeline duplicates --root /data",
            "  pipeline duplicates --root /data --start 2017-01-01 --end 2017-02-01 --json \\",
            "      --postgres 'host=db.example user=pipeline dbname=metadb'"
        })
final class DuplicatesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RangeOptions range;

    @Mixin
    private RootOptions root;

    @Mixin
    private RootOptions.Canned cannedRoot;

    @Mixin
    private RootOptions.Autoclaved autoclavedRoot;

    @Mixin
    private DatabaseOptions databaseOptions;

    @Mixin
    private JobsOption jobs;

    @Mixin
    private JsonOption json;

    @Mixin
    private WatchOptions watch;

    @Option(
            names = "--dry-run",
            description = "Tell what would be recorded and what would leave the database, and change nothing. Needs no"
                    + " database.")
    private boolean dryRun;

    @Override
    public Integer call() throws IOException, SQLException {
        Set<Bucket> days = range.isGiven()
                ? range.days().stream().map(Bucket::new).collect(Collectors.toCollection(TreeSet::new))
                : Set.of();
        jobs.threads();
        Path canned = RootOptions.existing(cannedRoot.of(root));
        Set<Bucket> wanted = days.isEmpty() ? Duplicates.canned(canned) : days;
        DuplicatesReport report = new DuplicatesReport(
                spec.commandLine().getOut(), spec.commandLine().getErr(), json.wanted(), dryRun);
        if (dryRun && !hasDatabase()) {
            return tell(Duplicates.rehearse(canned, wanted), report).number();
        }
        Path archive = dryRun ? canned : autoclavedRoot.of(root);
        try (Database database = databaseOptions.open(root)) {
            Duplicates duplicates = new Duplicates(canned, new MetaDb(database.dataSource()));
            if (dryRun) {
                Comparison comparison = duplicates.rehearse(wanted);
                ExitCode code = tell(comparison, report);
                report.leaving(duplicates.stored(comparison.plan().unused()));
                return code.number();
            }
            ExitCode code = tell(duplicates.compare(wanted), report);
            LateDuplicates late = new LateDuplicates(new TurnLocks(canned), archive, duplicates, report);
            return code.orWorse(takeUp(late, duplicates, archive, database)).number();
        }
    }

    /** An embedded database that nobody has made yet knows nothing. */
    private boolean hasDatabase() {
        return databaseOptions.isUsersServer() || root.root().isPresent() && databaseOptions.exists(root);
    }

    private static ExitCode tell(Comparison comparison, DuplicatesReport report) {
        report.groups(comparison);
        report.sum(comparison);
        return report.troubles(comparison);
    }

    private ExitCode takeUp(LateDuplicates late, Duplicates duplicates, Path archive, Database database)
            throws IOException, SQLException {
        Centrifugation centrifugation = Stages.centrifugationOf(archive, database, jobs.threads());
        return late.takeUp(
                concerned(duplicates, centrifugation),
                Stages.loop(spec, json.wanted()),
                ChosenFilesStage.changed(archive, centrifugation),
                () -> true);
    }

    /** Whoever changed the table. A report that is to be used and is not there may have been refused: the plan tells. */
    private static SortedSet<Bucket> concerned(Duplicates duplicates, Centrifugation centrifugation)
            throws IOException, SQLException {
        SortedSet<Bucket> concerned = duplicates.withUnused();
        for (Bucket bucket : duplicates.withoutUsed()) {
            if (centrifugation
                    .plan(bucket, CentrifugationOptions.NONE)
                    .map(IngestPlan::reingest)
                    .filter(files -> !files.isEmpty())
                    .isPresent()) {
                concerned.add(bucket);
            }
        }
        return concerned;
    }
}
