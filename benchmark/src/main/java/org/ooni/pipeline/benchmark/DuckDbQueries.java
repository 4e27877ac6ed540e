package org.ooni.pipeline.benchmark;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/**
 * What a researcher would reach for instead: two questions to DuckDB, on two threads, over the same JSON lines. Prints
 * for each its name, the seconds from question to answer, and the answer.
 */
public final class DuckDbQueries {
    private static final String CONNECTIONS = """
            SELECT count(connection) FROM (
                SELECT unnest(test_keys.tcp_connect) AS connection
                FROM read_json('%s', format = 'newline_delimited',
                               columns = {test_keys: 'STRUCT(tcp_connect JSON[])'}))
            """;

    private static final String BODIES = """
            SELECT count(body), max(sha256(body)), max(regexp_extract(body, '(?is)<title>(.*?)</title>', 1)) FROM (
                SELECT request.response.body AS body FROM (
                    SELECT unnest(test_keys.requests) AS request
                    FROM read_json('%s', format = 'newline_delimited',
                                   columns = {test_keys: 'STRUCT(requests STRUCT(response STRUCT(body VARCHAR))[])'})))
            """;

    private DuckDbQueries() {}

    /** Argument: a file of JSON lines. */
    public static void main(String[] arguments) throws SQLException {
        String file = arguments[0].replace("'", "''");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = 2");
            ask(statement, "connections", CONNECTIONS.formatted(file));
            ask(statement, "bodies", BODIES.formatted(file));
        }
    }

    private static void ask(Statement statement, String name, String sql) throws SQLException {
        long begun = System.nanoTime();
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            double seconds = (System.nanoTime() - begun) / 1e9;
            System.out.println(String.format(Locale.ROOT, "%s %.4f %d", name, seconds, row.getLong(1)));
        }
    }
}
