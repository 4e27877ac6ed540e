package org.ooni.pipeline.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.watch.PastRun;
import org.ooni.pipeline.cli.watch.PastRuns;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pipeline runs}. */
@Command(
        name = "runs",
        description = {
            "Lists the latest runs, the last one at the end: when each began, how long it took, how it ended, and what it"
                    + " did.",
            "One that is not running and has not told of its end was killed: it is lost. Ticks that found nothing to do"
                    + " are left out."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  pipeline runs --root /data",
            "  pipeline runs --root /data --limit 1000 --json | jq 'select(.state == \"failed\")'"
        })
final class RunsCommand implements Callable<Integer> {
    @Mixin
    private RootOptions root;

    @Mixin
    private RootOptions.Canned canned;

    @Mixin
    private RunsFileOption runsFile;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "How many. Default: 20.")
    private int limit;

    @Option(names = "--all", description = "List ticks that found nothing to do as well.")
    private boolean all;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (limit < 1) {
            throw CommandException.usage("--limit: " + limit + " is not a number of runs; give 1 or more.");
        }
        Path file = runsFile.of(spec)
                .orElseThrow(() -> CommandException.usage("Whose runs? Give --root DIR or --runs-file FILE."));
        List<PastRun> runs = PastRuns.latest(file, limit, all);
        PrintWriter out = spec.commandLine().getOut();
        JsonMapper mapper = new JsonMapper();
        for (PastRun run : runs) {
            out.println(json.wanted() ? run.json(mapper.createObjectNode()).toString() : run.line());
        }
        if (runs.isEmpty() && !json.wanted()) {
            spec.commandLine().getErr().println("no runs in " + file);
        }
        return ExitCode.DONE.number();
    }
}
