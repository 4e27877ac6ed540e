package org.ooni.pipeline.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.query.Query;
import org.ooni.pipeline.cli.query.RowFormat;
import org.ooni.pipeline.cli.query.SqlErrors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pipeline sql}. */
@Command(
        name = "sql",
        description = "Asks the database, in SQL.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  pipeline sql --root demo \"SELECT test_name, count(*) FROM report GROUP BY 1\"",
            "  pipeline sql --root demo --format csv \"SELECT * FROM badblob\" > badblob.csv",
            "  pipeline sql --postgres 'host=db dbname=metadb' --format json \"SELECT now()\"",
            "  pipeline sql --root demo --write \"ANALYZE measurement\""
        })
final class SqlCommand implements Callable<Integer> {
    @Mixin
    private RootOptions root;

    @Mixin
    private DatabaseOptions databaseOptions;

    @Parameters(paramLabel = "SQL", description = "What to ask; one argument, so quote it for the shell.")
    private String sql;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table (default), csv (RFC 4180) or json (one object a line). csv and json are streamed.")
    private RowFormat format;

    @Option(names = "--write", description = "Allow changes, and commit them. Without it the transaction is read-only.")
    private boolean write;

    @Override
    public Integer call() {
        try (Database database = databaseOptions.open(root);
                Writer out = standardOutput()) {
            OptionalLong changed = new Query(sql, write).run(database.dataSource(), format, out);
            changed.ifPresent(rows -> System.err.println(rows + (rows == 1 ? " row changed" : " rows changed")));
            return ExitCode.DONE.number();
        } catch (SQLException e) {
            throw new CommandException(ExitCode.FAILED, SqlErrors.describe(e, sql), e);
        } catch (IOException e) {
            if ("Broken pipe".equals(e.getMessage())) {
                // As in "… | head": the reader has enough, and knows it.
                return ExitCode.CANNOT_WRITE.number();
            }
            throw new CommandException(ExitCode.CANNOT_WRITE, "standard output: " + e.getMessage(), e);
        }
    }

    /** Unlike {@code System.out} it tells when nobody reads any more. */
    private static Writer standardOutput() {
        return new BufferedWriter(
                new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8));
    }
}
