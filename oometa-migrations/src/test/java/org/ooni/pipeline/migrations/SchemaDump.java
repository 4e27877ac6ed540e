package org.ooni.pipeline.migrations;

import java.sql.Connection;
import java.sql.SQLException;

/** The schema of a test's database as text. */
final class SchemaDump {
    private SchemaDump() {}

    static String of(MetaDbFixture metadb) throws SQLException {
        try (Connection connection = metadb.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            return Schema.of(connection).text();
        }
    }
}
