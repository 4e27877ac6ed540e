package org.ooni.pipeline.metadb;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.ooni.pipeline.io.BadInputException;

/** The table {@code originas}: which network announces which prefix. */
public final class OriginAsTable {
    private static final Table LOADED = Table.of("originas_loaded", "origin", "asn");

    private OriginAsTable() {}

    /**
     * What an import did.
     *
     * @param before rows that were there
     * @param rows that are there now
     * @param sets of networks, passed over
     * @param reserved networks for private use, passed over
     */
    public record Imported(long before, long rows, long sets, long reserved) {}

    /**
     * Puts what {@code file} says in the place of all that the table has, in one transaction.
     *
     * @throws BadInputException naming the line that is malformed, or when it says nothing at all; then the table is as
     *     it was
     */
    public static Imported replace(MetaDb metaDb, Path file) throws SQLException, IOException {
        return metaDb.<Imported, IOException>inTransaction(connection -> {
            MetaDb.requireSchema(connection);
            try (Statement statement = connection.createStatement();
                    OriginAsFile origins = OriginAsFile.open(file)) {
                statement.execute(SqlFile.beside(OriginAsTable.class, "OriginAsPrepare.sql"));
                copy(origins, connection);
                long before = statement.executeLargeUpdate("DELETE FROM originas");
                long rows = statement.executeLargeUpdate(SqlFile.beside(OriginAsTable.class, "OriginAsInsert.sql"));
                if (rows == 0) {
                    throw new BadInputException(file + ": there is no prefix in it");
                }
                return new Imported(before, rows, origins.sets(), origins.reserved());
            }
        });
    }

    private static void copy(OriginAsFile origins, Connection connection) throws SQLException, IOException {
        CopySink sink = CopySink.strict(connection, LOADED);
        RowWriter rows = new RowWriter(LOADED);
        for (List<OriginAs> line = origins.next(); line != null; line = origins.next()) {
            line.forEach(
                    origin -> rows.text(origin.prefix()).integer(origin.asn()).end());
            sink.take(rows);
        }
        sink.flush();
    }
}
