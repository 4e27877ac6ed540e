package org.ooni.pipeline.cli;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.ooni.pipeline.centrifugation.Selection;
import org.ooni.pipeline.cli.exit.CommandException;
import picocli.CommandLine.Option;

/** Which files of a bucket centrifugation takes up. */
final class SelectionOptions {
    @Option(
            names = "--test-name",
            paramLabel = "NAME",
            description = "Only files with a report of this test; may be repeated.")
    private List<String> testNames = List.of();

    @Option(
            names = "--can",
            paramLabel = "FILE",
            description = "Only the file of this name, as web_connectivity.00.tar.lz4; may be repeated.")
    private List<String> cans = List.of();

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "At most N files of each bucket, of those that there is something to do with.")
    private Integer limit;

    Selection selection() {
        if (limit != null && limit < 1) {
            throw CommandException.usage("--limit: " + limit + " is not a number of files; give 1 or more.");
        }
        return new Selection(
                Set.copyOf(testNames), Set.copyOf(cans), limit == null ? OptionalInt.empty() : OptionalInt.of(limit));
    }
}
