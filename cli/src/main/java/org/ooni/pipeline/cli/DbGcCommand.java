package org.ooni.pipeline.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.stage.Words;
import org.ooni.pipeline.metadb.Gc;
import org.ooni.pipeline.metadb.MetaDb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pipeline db gc}. */
@Command(
        name = "gc",
        description = {
            "Removes inputs, residuals, domains and software that no row refers to any more, as after reports were"
                    + " deleted.",
            "No bucket is written meanwhile, and it does not begin while one is."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  pipeline db gc --root demo --dry-run",
            "  pipeline db gc --postgres 'host=db.example dbname=metadb' --json"
        })
final class DbGcCommand implements Callable<Integer> {
    @Mixin
    private RootOptions root;

    @Mixin
    private DatabaseOptions databaseOptions;

    @Mixin
    private JsonOption json;

    @Option(names = "--dry-run", description = "Tell what would be removed, and remove nothing.")
    private boolean dryRun;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws SQLException, IOException {
        try (Database database = databaseOptions.open(root)) {
            MetaDb metaDb = new MetaDb(database.dataSource());
            Map<String, Long> removed = dryRun ? Gc.countUnused(metaDb) : Gc.removeUnused(metaDb);
            PrintWriter out = spec.commandLine().getOut();
            if (json.wanted()) {
                print(removed, out);
            } else {
                removed.forEach((table, count) -> out.println(
                        table + ": " + (dryRun ? "would remove " : "removed ") + Words.count(count, "row")));
            }
            return ExitCode.DONE.number();
        }
    }

    private void print(Map<String, Long> removed, PrintWriter out) throws IOException {
        try (JsonGenerator object = new JsonFactory().createGenerator(out)) {
            object.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            object.writeStartObject();
            object.writeStringField("state", dryRun ? "planned" : "removed");
            for (Map.Entry<String, Long> table : removed.entrySet()) {
                object.writeNumberField(table.getKey(), table.getValue());
            }
            object.writeEndObject();
        }
        out.println();
    }
}
