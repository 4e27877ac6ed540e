package org.ooni.pipeline.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.state.Arrivals;
import org.ooni.pipeline.cli.state.BucketState;
import org.ooni.pipeline.cli.state.StageState;
import org.ooni.pipeline.cli.status.HeldListing;
import org.ooni.pipeline.cli.status.StatusJson;
import org.ooni.pipeline.cli.status.StatusTable;
import org.ooni.pipeline.raw.Bucket;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pipeline status}. */
@Command(
        name = "status",
        description = {
            "Tells for each bucket what of each stage is done, pending, done by an older version, bad, or disagreeing with"
                    + " what it was made of.",
            "Canning counts reports, autoclaving cans, centrifugation files of the archive. No data file is opened."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  pipeline status --root /data",
            "  pipeline status --root /data 2017-01-01",
            "  pipeline status --root /data --held",
            "  pipeline status --root /data --watch 10",
            "  pipeline status --root /data --json | jq 'select(.canning.pending > 0)'"
        })
final class StatusCommand implements Callable<Integer> {
    private static final int WATCHED_ROWS = 20;
    private static final String CLEAR_SCREEN = "\033[H\033[2J";

    @Spec
    private CommandSpec spec;

    @Mixin
    private ArchiveOptions archive;

    @Mixin
    private DatabaseOptions databaseOptions;

    @Mixin
    private JsonOption json;

    @Parameters(
            paramLabel = "DAY",
            arity = "0..*",
            description = "Only these buckets, with what waits and what is wrong.")
    private List<String> days = List.of();

    @Option(
            names = "--watch",
            paramLabel = "SECONDS",
            arity = "0..1",
            fallbackValue = "5",
            description = "Look again every so many seconds, 5 by default, until Ctrl-C: the totals, and buckets that"
                    + " something is to be done with.")
    private Integer seconds;

    @Option(
            names = "--held",
            description = "List the reports that are held back from the archive instead, each with the rule that holds"
                    + " it, since when, and why.")
    private boolean held;

    @Override
    public Integer call() throws IOException, SQLException {
        if (seconds != null && (seconds < 1 || json.wanted() || held || !days.isEmpty())) {
            throw CommandException.usage("--watch takes 1 second or more, and neither days, --held nor --json.");
        }
        List<Bucket> wanted =
                days.stream().map(StatusCommand::bucket).sorted().distinct().toList();
        if (held) {
            new HeldListing(archive.cannedRoot(), spec.commandLine().getOut(), json.wanted()).print(wanted);
            return ExitCode.DONE.number();
        }
        archive.look(databaseOptions, looking -> {
            if (seconds == null) {
                print(looking.states(), wanted);
            } else {
                watch(looking);
            }
        });
        return ExitCode.DONE.number();
    }

    private static Bucket bucket(String text) {
        try {
            return Bucket.parse(text);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage("'" + text + "' is not a day like 2017-01-01.");
        }
    }

    private void print(List<BucketState> all, List<Bucket> wanted) {
        List<BucketState> states = wanted.isEmpty() ? all : chosen(all, wanted);
        PrintWriter out = spec.commandLine().getOut();
        if (json.wanted()) {
            states.forEach(state -> out.println(StatusJson.bucket(state)));
            out.println(StatusJson.total(states));
            return;
        }
        StatusTable.of(states).forEach(out::println);
        for (BucketState state : wanted.isEmpty() ? List.<BucketState>of() : states) {
            StatusTable.details(state).forEach(line -> out.println(state.bucket() + " " + line));
        }
    }

    private static List<BucketState> chosen(List<BucketState> all, List<Bucket> wanted) {
        List<BucketState> chosen = new ArrayList<>();
        for (Bucket bucket : wanted) {
            Optional<BucketState> found =
                    all.stream().filter(state -> state.bucket().equals(bucket)).findFirst();
            chosen.add(found.orElseGet(() -> new BucketState(
                    bucket, StageState.NOTHING, StageState.NOTHING, StageState.NOTHING, Arrivals.NONE)));
        }
        return chosen;
    }

    private void watch(ArchiveOptions.Looking looking) throws IOException, SQLException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            while (true) {
                List<String> lines = StatusTable.unsettled(looking.states(), WATCHED_ROWS);
                // The launcher knows what standard output is; Java has no way to ask.
                out.print(Boolean.getBoolean("pipeline.screen") ? CLEAR_SCREEN : "");
                out.println(Instant.now().truncatedTo(ChronoUnit.SECONDS));
                lines.forEach(out::println);
                out.flush();
                TimeUnit.SECONDS.sleep(seconds);
            }
        } catch (InterruptedException ctrlC) {
            Thread.currentThread().interrupt();
        }
    }
}
