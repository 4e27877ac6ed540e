package org.ooni.pipeline.cli;

import java.io.IOException;
import java.sql.SQLException;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.fingerprint.NextStep;
import org.ooni.pipeline.metadb.Fingerprint;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pipeline fingerprints add}. */
@Command(
        name = "add",
        description = "Adds a fingerprint, unless there is one that finds the same.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  pipeline fingerprints add --root demo --cc IT --body-substr '<title>Blocked</title>'",
            "  pipeline fingerprints add --root demo --cc ZZ --header Location --header-prefix http://block.example/",
            "  pipeline fingerprints add --root demo --cc QA --header Server --header-value Blocker"
        })
final class FingerprintsAddCommand implements Callable<Integer> {
    @Mixin
    private RootOptions root;

    @Mixin
    private DatabaseOptions databaseOptions;

    @Option(
            names = "--cc",
            paramLabel = "CC",
            required = true,
            description = "The country whose probes see the page, as in IT; ZZ for all countries.")
    private String country;

    @ArgGroup(multiplicity = "1")
    private Place place;

    @Spec
    private CommandSpec spec;

    /** Body or header. */
    private static final class Place {
        @Option(names = "--body-substr", paramLabel = "TEXT", description = "A text somewhere in the body.")
        private String body;

        @ArgGroup(exclusive = false)
        private Header header;
    }

    /** A header and what is in it. */
    private static final class Header {
        @Option(names = "--header", paramLabel = "NAME", required = true, description = "A header, in any case.")
        private String name;

        @ArgGroup(multiplicity = "1")
        private Match match;
    }

    /** How a header matches. */
    private static final class Match {
        @Option(names = "--header-prefix", paramLabel = "TEXT", description = "What the header's value begins with.")
        private String prefix;

        @Option(names = "--header-value", paramLabel = "TEXT", description = "The header's value, all of it.")
        private String value;
    }

    private record Added(int number, boolean isNew) {}

    @Override
    public Integer call() throws SQLException, IOException {
        Fingerprint fingerprint = fingerprint();
        fingerprint.problem().ifPresent(problem -> {
            throw CommandException.usage(problem);
        });
        try (Database database = databaseOptions.open(root)) {
            Added added = database.fingerprints().change(table -> {
                OptionalInt known = table.numberOf(fingerprint);
                return known.isPresent() ? new Added(known.getAsInt(), false) : new Added(table.add(fingerprint), true);
            });
            print(added);
            return ExitCode.DONE.number();
        }
    }

    private void print(Added added) {
        spec.commandLine()
                .getOut()
                .println((added.isNew ? "added fingerprint " : "known already: fingerprint ") + added.number);
        if (added.isNew) {
            spec.commandLine().getErr().println(NextStep.search(new TreeSet<>(Set.of(added.number))));
        }
    }

    private Fingerprint fingerprint() {
        if (place.body != null) {
            return Fingerprint.ofBody(country, place.body);
        }
        Header header = place.header;
        return header.match.prefix != null
                ? Fingerprint.ofHeaderPrefix(country, header.name, header.match.prefix)
                : Fingerprint.ofHeaderValue(country, header.name, header.match.value);
    }
}
