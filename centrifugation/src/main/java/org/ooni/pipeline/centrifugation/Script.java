package org.ooni.pipeline.centrifugation;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.ooni.pipeline.metadb.SqlFile;

/** Runs the SQL that lies beside this package's classes. */
final class Script {
    private Script() {}

    /** Runs a script without parameters; the number of rows that its first statement wrote. */
    static int run(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text(name));
            return statement.getUpdateCount();
        }
    }

    static String text(String name) {
        return SqlFile.beside(Script.class, name);
    }
}
