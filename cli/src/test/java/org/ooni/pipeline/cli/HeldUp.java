package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;

/**
 * Holds up every bucket at the end of its transaction, when all rows are written, until it is closed: it has a lock that
 * the counters need.
 */
final class HeldUp implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(300);
    private static final String OTHERS =
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                    + " AND backend_type = 'client backend'";

    private final Connection asking;
    private final Connection holding;

    HeldUp(DataSource database) throws SQLException {
        asking = database.getConnection();
        holding = database.getConnection();
        holding.setAutoCommit(false);
        try (Statement statement = holding.createStatement()) {
            statement.execute("LOCK TABLE ooexpl_bucket_msm_count");
        }
    }

    /** Waits until {@code processes} have all come as far. */
    void await(Process... processes) throws SQLException, InterruptedException {
        until(OTHERS + " AND wait_event_type = 'Lock'", processes.length, processes);
    }

    /** Lets them go on, and waits until the server has done with all of them. */
    void releaseAndAwaitEnd() throws SQLException, InterruptedException {
        holding.close();
        until(OTHERS, 0);
    }

    private void until(String count, int expected, Process... alive) throws SQLException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (ask(count) != expected) {
            assertThat(alive).allMatch(Process::isAlive);
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(20);
        }
    }

    private int ask(String sql) throws SQLException {
        try (Statement statement = asking.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    @Override
    public void close() throws SQLException {
        holding.close();
        asking.close();
    }
}
