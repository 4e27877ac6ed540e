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
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.help.ProgramName;
import org.ooni.pipeline.migrations.FeederMigrations;
import org.ooni.pipeline.migrations.Migration;
import org.ooni.pipeline.migrations.SchemaHistory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code pipeline db info}. */
@Command(
        name = "info",
        description = "Lists the steps of the schema and of those of plug-ins, and when the database took each.",
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
            PrintWriter out = spec.commandLine().getOut();
            List<SchemaHistory> histories = database.histories();
            if (json.wanted()) {
                for (SchemaHistory history : histories) {
                    for (Migration migration : history.info()) {
                        out.println(json(history, migration));
                    }
                }
                return ExitCode.DONE.number();
            }
            long pending = 0;
            for (SchemaHistory history : histories) {
                pending += table(history, out);
            }
            absent(histories, FeederMigrations.installed(database.dataSource()), out);
            out.println(
                    pending == 0
                            ? "The schema is up to date."
                            : pending + " pending: run '" + ProgramName.current() + " db migrate'.");
            return ExitCode.DONE.number();
        }
    }

    /** Returns how many are pending. */
    private static long table(SchemaHistory history, PrintWriter out) throws SQLException {
        history.feeder().ifPresent(feeder -> out.println("The plug-in for " + feeder + ":"));
        List<Migration> migrations = history.info();
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
        return migrations.stream()
                .filter(migration -> migration.state() == Migration.State.PENDING)
                .count();
    }

    private static void absent(List<SchemaHistory> here, List<String> installed, PrintWriter out) {
        Set<String> known =
                here.stream().flatMap(history -> history.feeder().stream()).collect(Collectors.toSet());
        installed.stream()
                .filter(feeder -> !known.contains(feeder))
                .forEach(feeder -> out.println("The plug-in for " + feeder + " has a schema here, but no jar."));
    }

    private static String json(SchemaHistory history, Migration migration) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("version", migration.version());
            json.writeStringField("name", migration.name());
            json.writeStringField("state", state(migration));
            json.writeStringField(
                    "installed_on",
                    migration.installedOn().map(Instant::toString).orElse(null));
            json.writeStringField("feeder", history.feeder().orElse(null));
            json.writeEndObject();
        }
        return text.toString();
    }

    private static String state(Migration migration) {
        return migration.state().name().toLowerCase(Locale.ROOT);
    }
}
