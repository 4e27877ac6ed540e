package org.ooni.pipeline.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.migrations.Migration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code pipeline db info}. */
@Command(
        name = "info",
        description = "Lists the steps of the schema, and when the database took each.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  pipeline db info --root demo",
            "  pipeline db info --postgres postgresql://reader@db.example/metadb --json | jq .state"
        })
final class DbInfoCommand implements Callable<Integer> {
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
        try (Database database = databaseOptions.openAsIs(root)) {
            List<Migration> migrations = database.migrations().info();
            PrintWriter out = spec.commandLine().getOut();
            if (json.wanted()) {
                for (Migration migration : migrations) {
                    out.println(json(migration));
                }
            } else {
                table(migrations, out);
            }
            return ExitCode.DONE.number();
        }
    }

    private static void table(List<Migration> migrations, PrintWriter out) {
        int width = migrations.stream()
                .mapToInt(migration -> migration.name().length())
                .max()
                .orElse(0);
        for (Migration migration : migrations) {
            out.printf(
                    "%2d  %-" + Math.max(width, 1) + "s  %s%n",
                    migration.version(),
                    migration.name(),
                    migration.installedOn().map(Instant::toString).orElse(state(migration)));
        }
        long pending = migrations.stream()
                .filter(migration -> migration.state() == Migration.State.PENDING)
                .count();
        out.println(pending == 0 ? "The schema is up to date." : pending + " pending: run 'pipeline db migrate'.");
    }

    private static String json(Migration migration) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("version", migration.version());
            json.writeStringField("name", migration.name());
            json.writeStringField("state", state(migration));
            json.writeStringField(
                    "installed_on",
                    migration.installedOn().map(Instant::toString).orElse(null));
            json.writeEndObject();
        }
        return text.toString();
    }

    private static String state(Migration migration) {
        return migration.state().name().toLowerCase(Locale.ROOT);
    }
}
