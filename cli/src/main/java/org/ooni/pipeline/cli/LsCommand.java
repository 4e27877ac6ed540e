package org.ooni.pipeline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.reading.BucketListing;
import org.ooni.pipeline.cli.reading.FactsPrinter;
import org.ooni.pipeline.raw.Bucket;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pipeline ls}. */
@Command(
        name = "ls",
        description = {
            "Lists the buckets of the public archive with their files and sizes.",
            "Or the files of some buckets, with their reports, measurements and bad blobs, as the indexes tell."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  pipeline ls --root demo",
            "  pipeline ls --root demo 2017-11-23",
            "  pipeline ls --autoclaved-root /mirror --json 2017-11-23 2017-11-24 | jq .measurements"
        })
final class LsCommand implements Callable<Integer> {
    @Mixin
    private RootOptions root;

    @Mixin
    private RootOptions.Autoclaved autoclaved;

    @Mixin
    private JsonOption json;

    @Parameters(paramLabel = "DAY", arity = "0..*", description = "Buckets whose files to list, as 2017-01-01.")
    private List<String> days = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<Bucket> buckets = days.stream().map(LsCommand::bucket).toList();
        Path archive = RootOptions.existing(autoclaved.of(root));
        FactsPrinter printer = new FactsPrinter(spec.commandLine().getOut(), json.wanted());
        if (buckets.isEmpty()) {
            printer.buckets(BucketListing.all(archive));
        }
        for (Bucket bucket : buckets) {
            printer.files(archive, bucket);
        }
        return ExitCode.DONE.number();
    }

    private static Bucket bucket(String day) {
        try {
            return Bucket.parse(day);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage("DAY: '" + day + "' is no day like 2017-01-01.");
        }
    }
}
