package org.ooni.pipeline.metadb;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** One COPY a buffer: all of its lines or none. */
final class PlainCopy {
    /** Small enough that a server that has given up early is noticed early. */
    private static final int CHUNK = 64 * 1024;

    private final CopyManager copies;
    private final String statement;

    PlainCopy(Connection connection, Table table) throws SQLException {
        this.copies = connection.unwrap(PGConnection.class).getCopyAPI();
        this.statement = table.copyStatement();
    }

    void send(byte[] lines, int from, int to) throws SQLException {
        try {
            copies.copyIn(statement, new ByteArrayInputStream(lines, from, to - from), CHUNK);
        } catch (IOException e) {
            throw new UncheckedIOException("an array cannot fail to be read", e);
        }
    }
}
