package org.ooni.pipeline.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import org.ooni.pipeline.centrifugation.CentrifugationOptions;
import org.ooni.pipeline.centrifugation.Selection;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.log.LogLine;
import org.ooni.pipeline.cli.rerun.BucketWork;
import org.ooni.pipeline.cli.rerun.PlanPrinter;
import org.ooni.pipeline.cli.rerun.Rerun;
import org.ooni.pipeline.cli.rerun.RerunLedger;
import org.ooni.pipeline.cli.rerun.RerunRequest;
import org.ooni.pipeline.cli.rerun.RerunState;
import org.ooni.pipeline.cli.rerun.Survey;
import org.ooni.pipeline.cli.rerun.UnfinishedReruns;
import org.ooni.pipeline.cli.stage.AutoclavingAgainStage;
import org.ooni.pipeline.cli.stage.CanningStage;
import org.ooni.pipeline.cli.stage.Stage;
import org.ooni.pipeline.cli.state.Roots;
import org.ooni.pipeline.cli.state.StageName;
import org.ooni.pipeline.cli.tick.FreshWork;
import org.ooni.pipeline.cli.tick.TurnLocks;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.raw.Bucket;
import org.ooni.pipeline.raw.RawReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pipeline rerun}. */
@Command(
        name = "rerun",
        description = {
            "Makes again what is done: files of the archive from their cans, and all rows of files from the archive. Every"
                    + " measurement keeps its number; a file that comes out as it was is left in its place.",
            "It may be stopped at any time: the same command goes on with what is left. Beside ticks it waits while one is"
                    + " working on fresh data."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  pipeline rerun --root /data --start 2017-01-01 --end 2018-01-01 --dry-run",
            "  pipeline rerun --root /data --start 2017-01-01 --end 2018-01-01",
            "  pipeline rerun --root /data --bucket 2017-01-01 --stage centrifugation --test-name web_connectivity",
            "  pipeline rerun --root /data --list"
        })
final class RerunCommand implements Callable<Integer> {
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

    @Option(
            names = "--stage",
            paramLabel = "STAGE",
            split = ",",
            description = {
                "These of canning, autoclaving and centrifugation. Default: autoclaving,centrifugation.",
                "Nothing is canned again: canning takes up reports that are in no can."
            })
    private Set<StageName> stages = EnumSet.of(StageName.AUTOCLAVING, StageName.CENTRIFUGATION);

    @Option(
            names = "--test-name",
            paramLabel = "NAME",
            description = "Only files with a report of this test; may be repeated.")
    private Set<String> testNames = Set.of();

    @Option(names = "--restart", description = "Forget how far the same rerun has come, and begin anew.")
    private boolean restart;

    @Option(
            names = "--dry-run",
            description = "Tell what would be done: buckets, files, bytes and tables. Needs no database and writes"
                    + " nothing.")
    private boolean dryRun;

    @Option(names = "--list", description = "List the reruns that were begun and are not finished.")
    private boolean list;

    @Override
    public Integer call() throws IOException, SQLException {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            if (stage.hasRange() || dryRun || restart) {
                throw CommandException.usage(
                        "--list lists all of them: it takes neither days nor --dry-run nor --restart.");
            }
            return new UnfinishedReruns(
                            autoclaving.cannedRoot(root),
                            out,
                            spec.commandLine().getErr())
                    .print(stage.json())
                    .number();
        }
        if (stages.isEmpty()) {
            throw CommandException.usage("--stage: which of canning, autoclaving and centrifugation?");
        }
        Roots roots = roots();
        RerunRequest request = request(roots);
        Survey survey = new Survey(roots, stages, testNames);
        return dryRun
                ? plan(roots, request, survey).number()
                : run(roots, request, survey).number();
    }

    private Roots roots() {
        boolean canning = stages.contains(StageName.CANNING);
        Path canned = autoclaving.cannedRoot(root);
        Path archive = autoclaving.autoclavedRoot(root);
        if (stages.contains(StageName.AUTOCLAVING) && !canning) {
            RootOptions.existing(canned);
        }
        if (stages.equals(Set.of(StageName.CENTRIFUGATION))) {
            RootOptions.existing(archive);
        }
        return new Roots(canning ? RootOptions.existing(reportsRaw.of(root)) : canned, canned, archive);
    }

    private RerunRequest request(Roots roots) {
        List<Bucket> days = stage.buckets();
        stage.threads();
        return new RerunRequest(
                days,
                stages,
                testNames,
                roots.autoclaved().toAbsolutePath().normalize().toString(),
                needsDatabase() ? databaseOptions.name(root) : "");
    }

    private boolean needsDatabase() {
        return stages.contains(StageName.CENTRIFUGATION);
    }

    private ExitCode plan(Roots roots, RerunRequest request, Survey survey) throws IOException {
        Optional<RerunState> begun = restart ? Optional.empty() : RerunLedger.look(roots.canned(), request);
        begun.ifPresent(this::tellOfContinuing);
        List<BucketWork> works = survey.of(begun.map(RerunState::bucketsLeft).orElse(request.days()));
        List<String> tables = Stages.feeders().stream().map(Feeder::dataTable).toList();
        new PlanPrinter(spec.commandLine().getOut(), stage.json(), stages, tables).print(works);
        return works.stream().allMatch(work -> work.trouble().isEmpty()) ? ExitCode.DONE : ExitCode.BAD_INPUT;
    }

    /** Whatever is missing is told before anything is begun. */
    private ExitCode run(Roots roots, RerunRequest request, Survey survey) throws IOException, SQLException {
        try (RerunLedger ledger = RerunLedger.open(roots.canned(), request, restart)) {
            Map<StageName, Stage> made = stagesOfFiles(roots, survey);
            if (!needsDatabase()) {
                return run(ledger, request, survey, roots, made);
            }
            try (Database database = databaseOptions.open(root)) {
                Selection selection = new Selection(testNames, Set.of(), OptionalInt.empty());
                made.put(
                        StageName.CENTRIFUGATION,
                        Stages.centrifugation(
                                roots.autoclaved(), database, CentrifugationOptions.again(selection), stage.threads()));
                return run(ledger, request, survey, roots, made);
            }
        }
    }

    private Map<StageName, Stage> stagesOfFiles(Roots roots, Survey survey) throws IOException {
        Map<StageName, Stage> made = new EnumMap<>(StageName.class);
        if (stages.contains(StageName.CANNING)) {
            made.put(
                    StageName.CANNING,
                    CanningStage.joining(roots.reportsRaw(), roots.canned(), stage.threads(), this::isWanted));
        }
        if (stages.contains(StageName.AUTOCLAVING)) {
            made.put(
                    StageName.AUTOCLAVING,
                    new AutoclavingAgainStage(
                            roots.canned(),
                            autoclaving.autoclaving(root, stage.threads()),
                            testNames.isEmpty() ? Optional.empty() : Optional.of(survey::cans)));
        }
        return made;
    }

    private boolean isWanted(RawReport report) {
        return testNames.isEmpty() || testNames.contains(report.name().testName());
    }

    private ExitCode run(
            RerunLedger ledger, RerunRequest request, Survey survey, Roots roots, Map<StageName, Stage> made)
            throws IOException, SQLException {
        List<BucketWork> works;
        if (ledger.isBegun()) {
            tellOfContinuing(ledger.state());
            works = survey.of(ledger.state().bucketsLeft());
        } else {
            works = survey.of(request.days());
            if (works.isEmpty()) {
                tell("there is nothing to be made again");
                return ExitCode.DONE;
            }
            ledger.begin(
                    works.stream().map(BucketWork::bucket).toList(),
                    Clock.systemUTC().instant());
        }
        return new Rerun(
                        ledger,
                        new TurnLocks(roots.canned()),
                        new FreshWork(roots.canned()),
                        made,
                        Stages.loop(spec, stage.json()),
                        spec.commandLine().getErr(),
                        Clock.systemUTC())
                .run(works);
    }

    private void tellOfContinuing(RerunState state) {
        tell("continuing what was begun at " + state.begun().truncatedTo(ChronoUnit.SECONDS) + ": "
                + state.bucketsLeft().size() + " of " + state.buckets().size()
                + " buckets are left; --restart begins anew");
    }

    private void tell(String text) {
        spec.commandLine().getErr().println(LogLine.notice("rerun: " + text));
    }
}
