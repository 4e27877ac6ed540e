package org.ooni.pipeline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.fingerprint.CommunityLine;
import org.ooni.pipeline.cli.fingerprint.CommunityList;
import org.ooni.pipeline.cli.fingerprint.ImportReport;
import org.ooni.pipeline.cli.fingerprint.NextStep;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pipeline fingerprints import}. */
@Command(
        name = "import",
        description = {
            "Adds the fingerprints of a list that the community publishes (CSV), all of them or none.",
            "Lists the lines that cannot be expressed, with the reason. What is known already is not added twice."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  pipeline fingerprints import fingerprints_http.csv --root demo",
            "  pipeline fingerprints import fingerprints_http.csv --root demo --json | jq 'select(.left_out)'"
        })
final class FingerprintsImportCommand implements Callable<Integer> {
    @Mixin
    private RootOptions root;

    @Mixin
    private DatabaseOptions databaseOptions;

    @Mixin
    private JsonOption json;

    @Parameters(paramLabel = "FILE.csv", description = "The list, in UTF-8.")
    private Path file;

    @Option(
            names = "--vague",
            description = "Take vague words (scope vbw) too. Every hit confirms blocking, so they are left out"
                    + " otherwise.")
    private boolean vague;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws SQLException, IOException {
        List<CommunityLine> lines = CommunityList.read(file, vague);
        try (Database database = databaseOptions.open(root)) {
            ImportReport report = database.fingerprints().change(table -> ImportReport.of(lines, table));
            report.print(json.wanted(), spec.commandLine().getOut());
            if (!report.added().isEmpty()) {
                spec.commandLine().getErr().println(NextStep.search(report.added()));
            }
            return ExitCode.DONE.number();
        }
    }
}
