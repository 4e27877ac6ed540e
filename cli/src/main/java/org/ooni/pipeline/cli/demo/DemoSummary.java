package org.ooni.pipeline.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.ooni.pipeline.cli.help.ProgramName;
import org.ooni.pipeline.cli.stage.Directories;
import org.ooni.pipeline.cli.stage.Words;
import org.ooni.pipeline.io.PublishedDirectory;

/** Tells what a demo left behind, from the disk and from the database, so that a second demo tells the same. */
public final class DemoSummary {
    private final DemoFolder folder;
    private final DataSource database;
    private final PrintWriter out;

    public DemoSummary(DemoFolder folder, DataSource database, PrintWriter out) {
        this.folder = folder;
        this.database = database;
        this.out = out;
    }

    public void print() throws IOException, SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            out.printf("%nA made-up day of reports has gone through the whole pipeline.%n%nWhat lies where%n");
            printPlaces(statement);
            out.printf("%n%-32s %8s %13s %10s%n", "Measurements by test", "reports", "measurements", "anomalies");
            printTests(statement);
            out.printf("%nWhat was bad on purpose, and where it is recorded%n");
            printBad(statement);
            out.printf("%nTry next%n");
            printNext(statement);
        }
        out.flush();
    }

    private void printPlaces(Statement statement) throws IOException, SQLException {
        place(folder.reportsRaw(), "report", "as the probes sent them; private");
        place(folder.canned(), "can", "the private archive, with an index");
        place(folder.autoclaved(), "file", "the public archive: normalised, no bridge addresses, seekable");
        try (ResultSet version = statement.executeQuery("SHOW server_version")) {
            version.next();
            out.printf(
                    "  %-32s PostgreSQL %s, stopped when nobody uses it%n",
                    folder.root().resolve("metadb"), version.getString(1));
        }
    }

    private void place(Path root, String noun, String what) throws IOException {
        Path directory = DemoFolder.BUCKET.under(root);
        long files;
        try (Stream<Path> entries = Files.list(directory)) {
            files = entries.filter(file -> !file.endsWith(PublishedDirectory.INDEX))
                    .count();
        }
        String size = Words.count(files, noun) + ", " + Words.bytes(Directories.bytes(directory));
        out.printf("  %-32s %-22s %s%n", directory, size, what);
    }

    private void printTests(Statement statement) throws IOException, SQLException {
        try (ResultSet rows = statement.executeQuery(sql("Tests.sql"))) {
            while (rows.next()) {
                out.printf(
                        "  %-30s %8d %13d %10d%n",
                        rows.getString(1), rows.getLong(2), rows.getLong(3), rows.getLong(4));
            }
        }
    }

    private void printBad(Statement statement) throws IOException, SQLException {
        try (ResultSet rows = statement.executeQuery(sql("Bad.sql"))) {
            while (rows.next()) {
                out.printf("  %-15s %s%n  %-15s   %s%n", rows.getString(1), rows.getString(2), "", rows.getString(3));
            }
        }
    }

    private void printNext(Statement statement) throws IOException, SQLException {
        try (ResultSet row = statement.executeQuery(sql("Seek.sql"))) {
            row.next();
            Path file = folder.autoclaved().resolve(row.getString(1));
            out.printf("  tar -I lz4 -tf %s%n", file);
            out.printf(
                    "  tail -c +%d %s | head -c %d | lz4 -dc | tail -c +%d | head -c %d%n",
                    row.getLong(2) + 1, file, row.getLong(3), row.getLong(4) + 1, row.getLong(5));
        }
        out.printf(
                "  %s sql --root %s \"SELECT probe_cc, count(*), count(anomaly) FROM measurement JOIN report"
                        + " USING (report_no) GROUP BY 1 ORDER BY 2 DESC\"%n",
                ProgramName.current().replaceFirst("^pipeline$", "bin/pipeline"), folder.root());
    }

    private static String sql(String name) throws IOException {
        try (InputStream in = DemoSummary.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
