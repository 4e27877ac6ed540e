package org.ooni.pipeline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import org.ooni.pipeline.canning.FullCans;
import org.ooni.pipeline.cli.duplicates.ComparedStage;
import org.ooni.pipeline.cli.duplicates.Duplicates;
import org.ooni.pipeline.cli.duplicates.DuplicatesReport;
import org.ooni.pipeline.cli.duplicates.LateDuplicates;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.stage.CanningStage;
import org.ooni.pipeline.cli.stage.Stage;
import org.ooni.pipeline.cli.state.BucketState;
import org.ooni.pipeline.cli.state.Roots;
import org.ooni.pipeline.cli.state.Sensor;
import org.ooni.pipeline.cli.state.StageName;
import org.ooni.pipeline.cli.tick.FreshWork;
import org.ooni.pipeline.cli.tick.Tick;
import org.ooni.pipeline.cli.tick.TickLimits;
import org.ooni.pipeline.cli.tick.TickOptions;
import org.ooni.pipeline.cli.tick.TickStages;
import org.ooni.pipeline.cli.tick.TurnLocks;
import org.ooni.pipeline.metadb.MetaDb;
import org.ooni.pipeline.raw.Bucket;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pipeline tick}. */
@Command(
        name = "tick",
        description = {
            "Finds what is not done in all buckets, and does it: the newest days first, fresh data before what an older"
                    + " version made. For cron, as often as you like.",
            "A test's reports are canned when their day is over and nothing moves there any more, when they fill a can, or"
                    + " when the oldest has waited long enough. Two ticks share the buckets.",
            "Reports that other cans hold as well are recorded, and leave the database."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  pipeline tick --root /data",
            "  pipeline tick --root /data --max-duration 50m --postgres 'host=db.example user=pipeline dbname=metadb'",
            "  pipeline tick --root /data --stages canning,autoclaving --quiet-period 5m --max-wait 3h"
        })
final class TickCommand implements Callable<Integer> {
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

    @Option(
            names = "--stages",
            paramLabel = "STAGE",
            split = ",",
            description = "Only these of canning, autoclaving and centrifugation.")
    private Set<StageName> stages = EnumSet.allOf(StageName.class);

    @Option(
            names = "--quiet-period",
            paramLabel = "TIME",
            defaultValue = "10m",
            converter = DurationText.class,
            description = "A file that was changed within it is still being uploaded. Default: 10m.")
    private Duration quietPeriod;

    @Option(
            names = "--max-wait",
            paramLabel = "TIME",
            defaultValue = "1h",
            converter = DurationText.class,
            description =
                    "So long a report waits at most for others to share a can; four times as long if its test has a can"
                            + " too many already, sixteen times if it has more. Default: 1h.")
    private Duration maxWait;

    @Option(names = "--max-buckets", paramLabel = "N", description = "Stop after so many buckets.")
    private Integer maxBuckets;

    @Option(
            names = "--max-duration",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "Begin no further stage after so long, as 90s, 50m, 2h.")
    private Duration maxDuration;

    @Mixin
    private JobsOption jobs;

    @Mixin
    private JsonOption json;

    @Mixin
    private WatchOptions watch;

    @Override
    public Integer call() throws IOException, SQLException {
        if (maxBuckets != null && maxBuckets < 1) {
            throw CommandException.usage(
                    "--max-buckets: " + maxBuckets + " is not a number of buckets; give 1 or more.");
        }
        jobs.threads();
        Roots roots = new Roots(reportsRaw.of(root), autoclaving.cannedRoot(root), autoclaving.autoclavedRoot(root));
        if (stages.contains(StageName.CANNING)) {
            RootOptions.existing(roots.reportsRaw());
        }
        Instant deadline = maxDuration == null ? Instant.MAX : Instant.now().plus(maxDuration);
        Sensor sensor = new Sensor(roots, autoclaving.admission(root));
        try (Workshop workshop = new Workshop(roots)) {
            List<BucketState> states = workshop.look(sensor);
            Tick tick = new Tick(
                    sensor,
                    new TurnLocks(roots.canned()),
                    new FreshWork(roots.canned()),
                    workshop,
                    Stages.loop(spec, json.wanted()),
                    spec.commandLine().getErr(),
                    Clock.systemUTC(),
                    new TickOptions(quietPeriod, maxWait, stages, FullCans.CAN_SIZE),
                    new TickLimits(maxBuckets == null ? Integer.MAX_VALUE : maxBuckets, maxDuration));
            ExitCode code = tick.run(states);
            return code.orWorse(workshop.takeOutDuplicates(deadline)).number();
        }
    }

    /** Makes stages, and opens the database when the first one needs it. */
    private final class Workshop implements TickStages, AutoCloseable {
        private final Roots roots;
        private Database database;
        private Stage autoclavingStage;
        private Stage centrifugationStage;

        Workshop(Roots roots) {
            this.roots = roots;
        }

        /** An embedded database that nobody has made yet holds nothing. */
        List<BucketState> look(Sensor sensor) throws IOException, SQLException {
            if (!stages.contains(StageName.CENTRIFUGATION) || !databaseOptions.exists(root)) {
                return sensor.look();
            }
            return sensor.look(Stages.ingested(roots.autoclaved(), database()));
        }

        private Database database() throws SQLException {
            if (database == null) {
                database = databaseOptions.open(root);
            }
            return database;
        }

        @Override
        public Stage canning(Set<String> reports) {
            return CanningStage.joining(
                    roots.reportsRaw(),
                    roots.canned(),
                    jobs.threads(),
                    report -> reports.contains(report.name().file()));
        }

        @Override
        public Stage autoclaving() throws IOException {
            if (autoclavingStage == null) {
                autoclavingStage = autoclaving.stage(root, jobs.threads(), true);
            }
            return autoclavingStage;
        }

        @Override
        public Stage centrifugation() throws SQLException {
            if (centrifugationStage == null) {
                centrifugationStage = compared(Stages.centrifugation(archive(), database(), jobs.threads()));
            }
            return centrifugationStage;
        }

        @Override
        public Stage centrifugationOfFresh() throws SQLException {
            return compared(Stages.centrifugationOfFresh(archive(), database(), jobs.threads()));
        }

        private Stage compared(Stage stage) {
            return new ComparedStage(duplicates(), report(), stage);
        }

        private Duplicates duplicates() {
            return new Duplicates(roots.canned(), new MetaDb(database.dataSource()));
        }

        private DuplicatesReport report() {
            return new DuplicatesReport(
                    spec.commandLine().getOut(), spec.commandLine().getErr(), json.wanted(), false);
        }

        /** What had no turn, and what leaves other buckets. Without a database there is nothing to be recorded. */
        ExitCode takeOutDuplicates(Instant deadline) throws IOException, SQLException {
            if (database == null || !isBefore(deadline)) {
                return ExitCode.DONE;
            }
            LateDuplicates late = new LateDuplicates(new TurnLocks(roots.canned()), archive(), duplicates(), report());
            ExitCode code = late.compare(duplicates().changed());
            SortedSet<Bucket> concerned = duplicates().withUnused();
            if (concerned.isEmpty()) {
                return code;
            }
            Stage changed = Stages.centrifugationOfChanged(archive(), database, jobs.threads());
            return code.orWorse(
                    late.takeUp(concerned, Stages.loop(spec, json.wanted()), changed, () -> isBefore(deadline)));
        }

        private static boolean isBefore(Instant deadline) {
            return Instant.now().isBefore(deadline);
        }

        private Path archive() {
            return roots.autoclaved();
        }

        @Override
        public void close() {
            if (database != null) {
                database.close();
            }
        }
    }
}
