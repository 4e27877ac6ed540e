package org.ooni.pipeline.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.fingerprint.AffectedReport;
import org.ooni.pipeline.cli.fingerprint.NumberRange;
import org.ooni.pipeline.metadb.AffectedFile;
import org.ooni.pipeline.metadb.Fingerprints;
import org.ooni.pipeline.metadb.MarkedFiles;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pipeline fingerprints affected}. */
@Command(
        name = "affected",
        description = {
            "Lists the files of the archive that fingerprints may match, or have matched: a name a line.",
            "The database tells by country, test, headers, and whether there is a body that is long enough. What is in"
                    + " a body only the file tells."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  pipeline fingerprints affected 25 --root demo",
            "  pipeline fingerprints affected 25-40 43 --root demo --mark",
            "  pipeline fingerprints affected --all --json --postgres 'host=db.example dbname=metadb'"
        })
final class FingerprintsAffectedCommand implements Callable<Integer> {
    @Mixin
    private RootOptions root;

    @Mixin
    private DatabaseOptions databaseOptions;

    @Mixin
    private JsonOption json;

    @ArgGroup(multiplicity = "1")
    private Which which;

    @Option(
            names = "--mark",
            description = "Have the next centrifugation of their buckets make the table http_request_fp of these files"
                    + " again, with flags and counters, and nothing else.")
    private boolean mark;

    @Spec
    private CommandSpec spec;

    /** Some or all. */
    private static final class Which {
        @Parameters(
                paramLabel = "NUMBERS",
                arity = "1..*",
                description = "As in 'fingerprints list': 25, or 25-40 for those from 25 to 40.")
        private List<String> ranges = List.of();

        @Option(
                names = "--all",
                required = true,
                description = "All that there are, and those that are gone and have left rows.")
        private boolean all;
    }

    @Override
    public Integer call() throws SQLException, IOException {
        List<NumberRange> ranges =
                which.ranges.stream().map(FingerprintsAffectedCommand::range).toList();
        try (Database database = databaseOptions.open(root)) {
            Fingerprints fingerprints = database.fingerprints();
            SortedSet<Integer> numbers = numbers(ranges, fingerprints.numbers());
            if (mark) {
                print(fingerprints.mark(numbers));
            } else {
                print(fingerprints.affected(numbers));
            }
            return ExitCode.DONE.number();
        }
    }

    private static NumberRange range(String text) {
        return NumberRange.parse(text)
                .orElseThrow(() -> CommandException.usage("'" + text + "' is no number of a fingerprint, nor a range"));
    }

    private SortedSet<Integer> numbers(List<NumberRange> ranges, SortedSet<Integer> known) {
        SortedSet<Integer> numbers = which.all ? known : new TreeSet<>();
        for (NumberRange range : ranges) {
            SortedSet<Integer> some = range.of(known);
            if (some.isEmpty()) {
                throw new CommandException(ExitCode.FAILED, "there is no fingerprint " + range);
            }
            numbers.addAll(some);
        }
        return numbers;
    }

    private void print(MarkedFiles marked) throws IOException {
        if (json.wanted()) {
            AffectedReport.json(marked, out());
        } else {
            AffectedReport.text(marked.files(), out());
        }
        spec.commandLine().getErr().println(AffectedReport.sum(marked));
    }

    private void print(List<AffectedFile> files) throws IOException {
        if (json.wanted()) {
            AffectedReport.json(files, out());
        } else {
            AffectedReport.text(files, out());
        }
        spec.commandLine().getErr().println(AffectedReport.sum(files));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
