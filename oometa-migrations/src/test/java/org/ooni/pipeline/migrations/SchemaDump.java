package org.ooni.pipeline.migrations;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.stream.Collectors;

/** The schema of a database as lines of text, from its catalogs: two schemas are equal when their dumps are. */
final class SchemaDump {
    private SchemaDump() {}

    static String of(MetaDbFixture metadb) throws SQLException, IOException {
        return metadb.query(query()).stream().map(row -> row.get(0) + "\n").collect(Collectors.joining());
    }

    private static String query() throws IOException {
        try (InputStream sql = SchemaDump.class.getResourceAsStream("SchemaDump.sql")) {
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
