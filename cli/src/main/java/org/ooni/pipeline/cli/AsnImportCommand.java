package org.ooni.pipeline.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.stage.Words;
import org.ooni.pipeline.metadb.MetaDb;
import org.ooni.pipeline.metadb.OriginAsTable;
import org.ooni.pipeline.metadb.OriginAsTable.Imported;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pipeline asn import}. */
@Command(
        name = "import",
        description = {
            "Fills the table originas from a dump of the routing table, in place of what it has: all of it or nothing.",
            "A line is a prefix, its length and its networks (CAIDA's pfx2as), or a TXT record of RouteViews' zone."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  pipeline asn import routeviews-rv2-20171123-1200.pfx2as.gz --root demo",
            "  pipeline asn import originas.zone --postgres 'host=db.example dbname=metadb' --json"
        })
final class AsnImportCommand implements Callable<Integer> {
    @Mixin
    private RootOptions root;

    @Mixin
    private DatabaseOptions databaseOptions;

    @Mixin
    private JsonOption json;

    @Parameters(paramLabel = "FILE", description = "The dump; gzip if its name ends in .gz.")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws SQLException, IOException {
        databaseOptions.requireGiven(root);
        if (!Files.exists(file)) {
            throw new CommandException(ExitCode.BAD_INPUT, "there is no file " + file);
        }
        try (Database database = databaseOptions.open(root)) {
            Imported imported = OriginAsTable.replace(new MetaDb(database.dataSource()), file);
            PrintWriter out = spec.commandLine().getOut();
            if (json.wanted()) {
                print(imported, out);
            } else {
                out.println("originas: " + Words.count(imported.rows(), "row") + " in place of " + imported.before()
                        + "; passed over: " + Words.count(imported.sets(), "set") + " of networks, "
                        + Words.count(imported.reserved(), "private network"));
            }
            return ExitCode.DONE.number();
        }
    }

    private static void print(Imported imported, PrintWriter out) throws IOException {
        try (JsonGenerator object = new JsonFactory().createGenerator(out)) {
            object.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            object.writeStartObject();
            object.writeNumberField("rows", imported.rows());
            object.writeNumberField("rows_before", imported.before());
            object.writeNumberField("sets", imported.sets());
            object.writeNumberField("private", imported.reserved());
            object.writeEndObject();
        }
        out.println();
    }
}
