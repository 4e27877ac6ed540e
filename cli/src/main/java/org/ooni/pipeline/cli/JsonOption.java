package org.ooni.pipeline.cli;

import picocli.CommandLine.Option;

/** {@code --json}: the same facts for programs, one JSON object a line on standard output. */
final class JsonOption {
    @Option(names = "--json", description = "Print JSON, one object a line, instead of text.")
    private boolean json;

    boolean wanted() {
        return json;
    }
}
