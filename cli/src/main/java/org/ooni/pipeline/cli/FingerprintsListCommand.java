package org.ooni.pipeline.cli;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.query.Query;
import org.ooni.pipeline.cli.query.RowFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code pipeline fingerprints list}. */
@Command(
        name = "list",
        description = "Lists the fingerprints by number. ZZ stands for all countries.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  pipeline fingerprints list --root demo",
            "  pipeline fingerprints list --root demo --json | jq 'select(.country == \"IT\")'"
        })
final class FingerprintsListCommand implements Callable<Integer> {
    private static final String SQL =
            "SELECT fingerprint_no AS number, origin_cc AS country, body_substr, header, header_prefix, header_value"
                    + " FROM fingerprint ORDER BY fingerprint_no";

    @Mixin
    private RootOptions root;

    @Mixin
    private DatabaseOptions databaseOptions;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws SQLException, IOException {
        try (Database database = databaseOptions.open(root)) {
            new Query(SQL, false)
                    .run(
                            database.dataSource(),
                            json.wanted() ? RowFormat.JSON : RowFormat.TABLE,
                            spec.commandLine().getOut());
            return ExitCode.DONE.number();
        }
    }
}
