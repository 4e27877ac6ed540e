package org.ooni.pipeline.migrations;

import java.sql.SQLException;
import javax.sql.DataSource;

/** A database that one test has to itself. */
record LentDatabase(EmbeddedServer server, String name) implements AutoCloseable {

    DataSource dataSource() {
        return server.dataSource(name);
    }

    /** Ends what connections the test has left open. */
    @Override
    public void close() throws SQLException {
        server.drop(name);
    }
}
