package org.ooni.pipeline.cli;

import java.util.List;
import java.util.Set;
import org.ooni.pipeline.centrifugation.CentrifugationOptions;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.raw.Bucket;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What centrifugation may do to what is in the database already. */
final class UpdateOptions {
    @Mixin
    private SelectionOptions selection;

    @Option(
            names = "--forget",
            paramLabel = "FILE",
            description = "Take a file that the archive has lost out of the database, as"
                    + " 2017-01-01/web_connectivity.00.tar.lz4; may be repeated.")
    private List<String> forget = List.of();

    @Option(
            names = "--allow-renumber",
            description = "Give new numbers to measurements of a changed report where nobody can tell which of the old"
                    + " ones they are.")
    private boolean allowRenumber;

    SelectionOptions selection() {
        return selection;
    }

    /** Whether anything beyond a selection is asked for. */
    boolean changes() {
        return allowRenumber || !forget.isEmpty();
    }

    CentrifugationOptions options(List<Bucket> buckets) {
        for (String file : forget) {
            if (buckets.stream().noneMatch(bucket -> file.startsWith(bucket + "/"))) {
                throw CommandException.usage("--forget: '" + file + "' is not a file of these buckets; give it with its"
                        + " bucket, as 2017-01-01/web_connectivity.00.tar.lz4.");
            }
        }
        return new CentrifugationOptions(selection.selection(), Set.copyOf(forget), allowRenumber);
    }
}
