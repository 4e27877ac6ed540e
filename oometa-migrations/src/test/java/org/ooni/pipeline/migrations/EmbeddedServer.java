package org.ooni.pipeline.migrations;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/** The one PostgreSQL server of a test run, with a migrated database to clone. It does not sync to disk. */
final class EmbeddedServer implements AutoCloseable {
    static final String USER = "postgres";
    static final String HOST = "localhost";

    private static final String MIGRATED = "metadb_template";

    private final EmbeddedPostgres postgres;
    private final AtomicInteger lent = new AtomicInteger();

    private EmbeddedServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** Starts it for the first who asks; JUnit closes it when the run ends. */
    static EmbeddedServer of(ExtensionContext context) {
        return context.getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(EmbeddedServer.class))
                .computeIfAbsent(EmbeddedServer.class, key -> start(), EmbeddedServer.class);
    }

    private static EmbeddedServer start() {
        try {
            EmbeddedServer server = new EmbeddedServer(EmbeddedPostgres.start());
            try {
                server.execute("CREATE DATABASE " + MIGRATED);
                new Migrations(server.dataSource(MIGRATED)).migrate();
            } catch (SQLException e) {
                server.close();
                throw e;
            }
            return server;
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("no PostgreSQL to test with: " + e.getMessage(), e);
        }
    }

    LentDatabase lend(boolean migrated) throws SQLException {
        String name = "test_" + lent.incrementAndGet();
        execute("CREATE DATABASE " + name + " TEMPLATE " + (migrated ? MIGRATED : "template1"));
        return new LentDatabase(this, name);
    }

    void drop(String database) throws SQLException {
        execute("DROP DATABASE " + database + " WITH (FORCE)");
    }

    DataSource dataSource(String database) {
        return postgres.getDatabase(USER, database);
    }

    int port() {
        return postgres.getPort();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
