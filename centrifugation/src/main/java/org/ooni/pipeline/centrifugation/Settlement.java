package org.ooni.pipeline.centrifugation;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.metadb.SqlFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a bucket's transaction, when all rows are in temporary and feature tables (Feeder rules §5.7). Flags come
 * after the Feeders, whose rows they are made of, and counters last.
 */
final class Settlement {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
    private static final List<String> DICTIONARIES = List.of("Inputs.sql", "Residuals.sql");
    private static final List<String> COUNTERS =
            List.of("ExplorerBucket.sql", "ExplorerDaily.sql", "ExplorerConfirmed.sql", "ExplorerInputs.sql");

    private final Connection connection;

    Settlement(Connection connection) {
        this.connection = connection;
    }

    /** Returns the number of reports written. */
    int settle(List<Feeder> feeders, long measurements, int files) throws SQLException {
        for (Feeder feeder : feeders) {
            feeder.settle(connection);
        }
        run("BadMeta.sql");
        run("Flags.sql");
        for (String dictionary : DICTIONARIES) {
            run(dictionary);
        }
        requireCount("measurement", measurements, run("Measurements.sql"));
        int reports = run("Reports.sql");
        requireCount("autoclaved", files, run("Autoclaved.sql"));
        run("BadBlobs.sql");
        for (String counters : COUNTERS) {
            run(counters);
        }
        logOverlongInputs();
        return reports;
    }

    /** Runs a script; the number of rows that its first statement wrote. */
    private int run(String name) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(SqlFile.beside(Settlement.class, name));
            return statement.getUpdateCount();
        }
    }

    private void logOverlongInputs() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SqlFile.beside(Settlement.class, "OverlongInputs.sql"))) {
            row.next();
            if (row.getLong(1) > 0) {
                LOG.info("{} measurements have an input too long to be counted by input", row.getLong(1));
            }
        }
    }

    private static void requireCount(String table, long expected, int actual) {
        if (actual != expected) {
            throw new IllegalStateException("rows of " + table + ": expected " + expected + ", wrote " + actual);
        }
    }
}
