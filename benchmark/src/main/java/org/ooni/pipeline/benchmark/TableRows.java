package org.ooni.pipeline.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** The rows that centrifugation leaves in the metadb, as files in COPY's text form, one for each table. */
final class TableRows {
    private static final String TABLES =
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1";

    private TableRows() {}

    /** Writes the tables that are empty in {@code seeds} and have rows in {@code filled}. */
    static void copyOut(DataSource filled, DataSource seeds, Path directory) throws SQLException, IOException {
        Files.createDirectories(directory);
        try (Connection from = filled.getConnection();
                Connection empty = seeds.getConnection()) {
            for (String table : tables(from)) {
                if (!hasRows(empty, table) && hasRows(from, table)) {
                    try (OutputStream out = Files.newOutputStream(directory.resolve(table))) {
                        from.unwrap(PGConnection.class).getCopyAPI().copyOut("COPY \"" + table + "\" TO STDOUT", out);
                    }
                }
            }
        }
    }

    /** Copies one file into the table of its name and returns the number of rows. */
    static long copyIn(Connection connection, Path file) throws SQLException, IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY \"" + file.getFileName() + "\" FROM STDIN", in, 1 << 16);
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(TABLES)) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private static boolean hasRows(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT EXISTS (SELECT 1 FROM \"" + table + "\")")) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
