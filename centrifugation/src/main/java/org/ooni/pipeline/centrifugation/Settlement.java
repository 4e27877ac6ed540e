package org.ooni.pipeline.centrifugation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.ooni.pipeline.feeder.Feeder;
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
    int settle(List<Feeder> feeders, long measurements, IngestPlan plan) throws SQLException {
        for (Feeder feeder : feeders) {
            feeder.settle(connection);
        }
        run("BadMeta.sql");
        run("Flags.sql");
        run("Reprocessed.sql");
        for (String dictionary : DICTIONARIES) {
            run(dictionary);
        }
        requireCount("measurement", measurements, run("Measurements.sql"));
        int reports = run("Reports.sql");
        settleFiles(plan);
        for (String counters : COUNTERS) {
            run(counters);
        }
        logOverlongInputs();
        return reports;
    }

    private void settleFiles(IngestPlan plan) throws SQLException {
        int written = plan.ingest().size() + plan.reingest().size();
        requireCount("autoclaved", written, run("Autoclaved.sql"));
        try (PreparedStatement update = connection.prepareStatement(Script.text("CodeVersions.sql"))) {
            update.setArray(
                    1,
                    connection.createArrayOf("text", plan.reprocess().keySet().toArray()));
            requireCount("autoclaved", plan.reprocess().size(), update.executeUpdate());
        }
        run("FeederFiles.sql");
        if (!plan.keepsIndex()) {
            run("BadBlobs.sql");
        }
    }

    private int run(String script) throws SQLException {
        return Script.run(connection, script);
    }

    private void logOverlongInputs() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(Script.text("OverlongInputs.sql"))) {
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
