package org.ooni.pipeline.migrations;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Lends each test a fresh database of a real PostgreSQL, and drops it afterwards.
 *
 * <pre>
 * {@literal @}RegisterExtension
 * final MetaDbFixture metadb = MetaDbFixture.migrated();
 * </pre>
 *
 * <p>The server starts once per test run and the schema is migrated once; a test's database is a clone. An instance
 * holds one database at a time: a static one must not serve tests that run in parallel.
 */
public final class MetaDbFixture implements BeforeEachCallback {
    private final boolean migrated;
    private LentDatabase lent;

    private MetaDbFixture(boolean migrated) {
        this.migrated = migrated;
    }

    /** Databases at the last version of the schema, without data but the seeds. */
    public static MetaDbFixture migrated() {
        return new MetaDbFixture(true);
    }

    /** Databases in which nothing has been created yet. */
    public static MetaDbFixture empty() {
        return new MetaDbFixture(false);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws SQLException {
        lent = EmbeddedServer.of(context).lend(migrated);
        // JUnit closes what is left in a test's store when the test has ended.
        context.getStore(Namespace.create(MetaDbFixture.class)).put(this, lent);
    }

    /** Every connection is a new one, of a superuser. */
    public DataSource dataSource() {
        return lent.dataSource();
    }

    /** With the user in it; no password is asked for. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + host() + ":" + port() + "/" + database() + "?user=" + user();
    }

    public String host() {
        return EmbeddedServer.HOST;
    }

    public int port() {
        return lent.server().port();
    }

    public String user() {
        return EmbeddedServer.USER;
    }

    public String database() {
        return lent.name();
    }

    /** The rows of a SELECT, each value in PostgreSQL's text form; NULL is null. */
    public List<List<String>> query(String sql) throws SQLException {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<List<String>> all = new ArrayList<>();
            while (rows.next()) {
                all.add(row(rows));
            }
            return all;
        }
    }

    /** Runs one or more statements, in one transaction. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(sql);
            connection.commit();
        }
    }

    private static List<String> row(ResultSet rows) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
            values.add(rows.getString(column));
        }
        return values;
    }
}
