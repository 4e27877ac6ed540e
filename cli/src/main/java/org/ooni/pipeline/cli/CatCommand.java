package org.ooni.pipeline.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.exit.Failure;
import org.ooni.pipeline.cli.reading.Cat;
import org.ooni.pipeline.cli.reading.MeasurementFilter;
import org.ooni.pipeline.cli.reading.StandardOutput;
import org.ooni.pipeline.cli.stage.AbsentDays;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.BusyException;
import org.ooni.pipeline.raw.Bucket;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pipeline cat}. */
@Command(
        name = "cat",
        description = {
            "Streams measurements of the public archive, each as it is stored, one JSON object a line.",
            "Reads only what can match, and needs no database."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  pipeline cat --root demo --bucket 2017-11-23 --limit 10",
            "  pipeline cat --root demo --bucket 2017-11-23 --test-name web_connectivity --probe-cc RU | jq .input",
            "  pipeline cat --autoclaved-root /mirror --start 2017-01-01 --end 2018-01-01 --input '//[^/]*wikipedia'"
        })
final class CatCommand implements Callable<Integer> {

    @Mixin
    private RangeOptions range;

    @Mixin
    private RootOptions root;

    @Mixin
    private RootOptions.Autoclaved autoclaved;

    @Mixin
    private FilterOptions filter;

    @Option(names = "--limit", paramLabel = "N", description = "Stop after N measurements.")
    private Long limit;

    @Spec
    private CommandSpec spec;

    private ExitCode worst = ExitCode.DONE;

    @Override
    public Integer call() throws IOException {
        if (limit != null && limit < 1) {
            throw CommandException.usage("--limit: " + limit + " is not a number of measurements; give 1 or more.");
        }
        List<Bucket> buckets = range.days().stream().map(Bucket::new).toList();
        MeasurementFilter wanted = filter.filter();
        Path archive = RootOptions.existing(autoclaved.of(root));
        int threads = Runtime.getRuntime().availableProcessors();
        try (StandardOutput out = StandardOutput.open()) {
            Cat cat = new Cat(archive, wanted, threads, out, limit == null ? Long.MAX_VALUE : limit);
            tellAbsent(buckets.stream().filter(bucket -> !cat.has(bucket)).toList(), archive);
            print(cat, buckets.stream().filter(cat::has).toList());
            out.flush();
        } catch (StandardOutput.ClosedException e) {
            return ExitCode.DONE.number();
        }
        return worst.number();
    }

    private void tellAbsent(List<Bucket> absent, Path archive) {
        if (!absent.isEmpty()) {
            spec.commandLine().getErr().println("not in " + archive + ": " + AbsentDays.names(absent));
        }
    }

    private void print(Cat cat, List<Bucket> buckets) throws IOException {
        for (Bucket bucket : buckets) {
            try {
                cat.run(bucket);
            } catch (BadInputException | BusyException e) {
                failed(bucket, e);
            }
            if (cat.isDone()) {
                return;
            }
        }
    }

    /** The other buckets are none the worse for it. */
    private void failed(Bucket bucket, IOException failure) {
        Failure reason = Failure.of(failure);
        PrintWriter err = spec.commandLine().getErr();
        err.println(bucket + " cat: " + reason.message());
        worst = worst.orWorse(reason.code());
    }
}
