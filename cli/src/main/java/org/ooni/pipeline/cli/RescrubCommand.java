package org.ooni.pipeline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.ooni.pipeline.autoclaving.ScrubbingSearch;
import org.ooni.pipeline.autoclaving.scrub.ScrubbingRules;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.mending.Aftermath;
import org.ooni.pipeline.cli.mending.Elsewhere;
import org.ooni.pipeline.cli.mending.RescrubbingPlanStage;
import org.ooni.pipeline.cli.mending.RescrubbingStage;
import org.ooni.pipeline.metadb.Gc;
import org.ooni.pipeline.metadb.MetaDb;
import org.ooni.pipeline.raw.Bucket;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pipeline rescrub}. */
@Command(
        name = "rescrub",
        description = {
            "Applies a scrubbing rule to what is published already: finds the files in which it matters, makes just those"
                    + " again, and takes them up in the database, where every measurement keeps its number.",
            "Without days, the whole archive is searched. If a run is ended, run it again: it finishes."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  pipeline rescrub --root /data --rule wifi-names --dry-run",
            "  pipeline rescrub --root /data --rule wifi-names",
            "  pipeline rescrub --root /data --rule wifi-names --start 2019-01-01 --end 2019-06-01 --json"
        })
final class RescrubCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RangeOptions range;

    @Mixin
    private RootOptions root;

    @Mixin
    private AutoclavingOptions autoclaving;

    @Mixin
    private DatabaseOptions databaseOptions;

    @Mixin
    private JsonOption json;

    @Mixin
    private WatchOptions watch;

    @Option(names = "--rule", required = true, paramLabel = "ID", description = "A rule of scrubbing.yaml, by its id.")
    private String rule;

    @Option(
            names = "--dry-run",
            description = "Tell which files would be made again, and touch nothing. Needs no database.")
    private boolean dryRun;

    @Override
    public Integer call() throws IOException, SQLException {
        if (!dryRun) {
            databaseOptions.requireGiven(root);
        }
        Path archive = RootOptions.existing(autoclaving.autoclavedRoot(root));
        ScrubbingSearch search = new ScrubbingSearch(archive, rules(), rule);
        List<Bucket> buckets =
                range.isGiven() ? range.days().stream().map(Bucket::new).toList() : buckets(archive);
        if (dryRun) {
            return Stages.loop(spec, json.wanted())
                    .run(buckets, List.of(new RescrubbingPlanStage(archive, search)))
                    .number();
        }
        try (Database database = databaseOptions.open(root)) {
            return run(buckets, archive, search, database).number();
        }
    }

    private ScrubbingRules rules() throws IOException {
        ScrubbingRules rules = autoclaving.rules(root);
        if (!rules.ids().contains(rule)) {
            throw CommandException.usage("--rule: there is no rule '" + rule + "' in scrubbing.yaml, but "
                    + (rules.ids().isEmpty() ? "none at all" : String.join(", ", rules.ids())) + ".");
        }
        return rules;
    }

    private static List<Bucket> buckets(Path archive) throws IOException {
        try (Stream<Path> directories = Files.list(archive)) {
            return directories
                    .filter(Files::isDirectory)
                    .map(directory -> directory.getFileName().toString())
                    .filter(name -> name.matches("\\d{4}-\\d{2}-\\d{2}"))
                    .map(Bucket::parse)
                    .sorted()
                    .toList();
        }
    }

    private ExitCode run(List<Bucket> buckets, Path archive, ScrubbingSearch search, Database database)
            throws IOException, SQLException {
        int threads = Runtime.getRuntime().availableProcessors();
        RescrubbingStage stage = new RescrubbingStage(
                RootOptions.existing(autoclaving.cannedRoot(root)),
                archive,
                search,
                autoclaving.autoclaving(root, threads),
                Stages.centrifugationOf(archive, database, threads));
        ExitCode code = Stages.loop(spec, json.wanted()).run(buckets, List.of(stage));
        if (code == ExitCode.DONE) {
            Aftermath rest = new Aftermath(spec.commandLine().getOut(), json.wanted());
            rest.dictionaries(Gc.removeUnused(new MetaDb(database.dataSource())));
            rest.elsewhere(Elsewhere.copies(List.of()));
        }
        return code;
    }
}
