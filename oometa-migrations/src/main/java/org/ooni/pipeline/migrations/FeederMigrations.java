package org.ooni.pipeline.migrations;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * The migrations that a plug-in brings for its Feeder, in one metadb. Of a Feeder that fills {@code telegram}:
 *
 * <pre>
 * db/feeder/telegram/migration/V01__telegram.sql   in the jar, beside the class
 * db/feeder/telegram/rollback/01__telegram.sql
 * flyway_history_telegram                          in the database
 * </pre>
 *
 * <p>The metadb itself is to be at its last version. Each step has a transaction of its own, as those of
 * {@link Migrations} have, and several processes wait for each other.
 */
public final class FeederMigrations implements SchemaHistory {
    static final String HISTORY_PREFIX = "flyway_history_";

    private final String feeder;
    private final Steps steps;

    /**
     * Connects to nothing yet.
     *
     * @param feeder the table in which the Feeder's rows are in the end; a plain SQL name
     * @param plugIn sees the resources of its jar
     */
    public FeederMigrations(DataSource metadb, String feeder, ClassLoader plugIn) {
        this.feeder = feeder;
        this.steps = new Steps(metadb, History.ofPlugIn(feeder, plugIn), 0, "metadb");
    }

    @Override
    public Optional<String> feeder() {
        return Optional.of(feeder);
    }

    @Override
    public List<Integer> migrate() throws SQLException {
        return steps.migrate();
    }

    @Override
    public List<Migration> info() throws SQLException {
        return steps.info();
    }

    /**
     * {@inheritDoc} With each step the database forgets which files the Feeder has read: when the step is taken again,
     * all of them are read again.
     */
    @Override
    public void rollback(int target, Consumer<Migration> undone) throws SQLException {
        steps.rollback(target, Steps.PATIENCE, undone);
    }

    /** The Feeders whose migrations {@code metadb} has taken, by name, whether their plug-ins are here or not. */
    public static List<String> installed(DataSource metadb) throws SQLException {
        List<String> feeders = new ArrayList<>();
        try (Connection connection = metadb.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SqlFile.read("FeederHistories.sql"))) {
            while (rows.next()) {
                feeders.add(rows.getString(1).substring(HISTORY_PREFIX.length()));
            }
        }
        return feeders;
    }
}
