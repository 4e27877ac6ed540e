package org.ooni.pipeline.centrifugation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.feeder.Feeders;
import org.ooni.pipeline.feeder.SampleData;
import org.ooni.pipeline.feeder.plugin.StrangerFeeder;
import org.ooni.pipeline.io.BusyException;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.raw.Bucket;

/** A bucket is in the database whole or not at all, whoever else is about. */
@Timeout(300)
class TransactionTest extends IngestFixture {
    private static final List<String> TABLES =
            List.of("autoclaved", "report", "measurement", "input", "residual", "http_verdict", "badblob");

    @BeforeEach
    void oneReport() throws Exception {
        bucket().reportWithBadBlob(FILE, "report.json", SampleData.webConnectivity())
                .write();
    }

    private void assertNothingIsThere() throws SQLException {
        for (String table : TABLES) {
            assertThat(count(table)).as(table).isZero();
        }
    }

    /** The built-in Feeders, and one whose end of the bucket is {@code settle}. */
    private List<Feeder> withSettling(SqlWork settle) throws SQLException {
        metadb.execute("CREATE TABLE stranger (msm_no int4 NOT NULL)");
        List<Feeder> feeders = new ArrayList<>(Feeders.load(Feeder.class.getClassLoader()));
        feeders.add(new StrangerFeeder("stranger", 1) {
            @Override
            public void settle(Connection connection) throws SQLException {
                settle.in(connection);
            }
        });
        return feeders;
    }

    @FunctionalInterface
    private interface SqlWork {
        void in(Connection connection) throws SQLException;
    }

    @Test
    void aPluginIsFedAndSettlesInsideTheTransaction() throws Exception {
        List<Feeder> feeders = withSettling(connection -> {
            try (var statement = connection.createStatement()) {
                assertThat(statement.executeUpdate("UPDATE stranger SET msm_no = msm_no + 100"))
                        .isEqualTo(1);
            }
        });
        centrifugation(feeders).run(BUCKET, Progress.NONE);
        assertThat(value("SELECT msm_no FROM stranger")).isEqualTo("101");
        assertThat(value("SELECT residual ? 'annotations' FROM residual")).isEqualTo("f");
    }

    @Test
    void aFailureAtTheVeryEndLeavesNothing() throws Exception {
        List<Feeder> feeders = withSettling(connection -> {
            throw new SQLException("no", "XX000");
        });
        assertThatThrownBy(() -> centrifugation(feeders).run(BUCKET, Progress.NONE))
                .hasMessage("no");
        assertNothingIsThere();
    }

    @Test
    void aServerProcessThatIsKilledLeavesNothingAndTheNextRunSucceeds() throws Exception {
        assertThatThrownBy(() -> run(bytes -> killOthers())).isInstanceOf(SQLException.class);
        assertNothingIsThere();
        assertThat(run().measurements()).isEqualTo(1);
    }

    @Test
    void aClientThatDiesWhileItReplacesAFileLeavesWhatWasThere() throws Exception {
        run();
        bucket().report(FILE, "report.json", SampleData.with("input", "'other'"), SampleData.webConnectivity())
                .write();
        List<String> before = snapshot();
        // The socket closes without a word, as that of a killed process does.
        List<Feeder> feeders = withSettling(connection -> connection.abort(Runnable::run));
        assertThatThrownBy(() -> centrifugation(feeders).run(BUCKET, Progress.NONE))
                .isInstanceOf(SQLException.class);
        assertThat(snapshot()).isEqualTo(before);
        assertThat(run().changes()).containsExactly(new FileChange(BUCKET + "/" + FILE, 1, 1, 0));
    }

    private void killOthers() {
        try {
            metadb.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    + "WHERE datname = current_database() AND pid <> pg_backend_pid()");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theSecondOfTwoRunsOnOneBucketIsToldThatItIsBusy() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<CentrifugationResult> first = other.submit(() -> run(bytes -> {
                reading.countDown();
                await(second);
            }));
            await(reading);
            assertThatThrownBy(this::run)
                    .isInstanceOf(BusyException.class)
                    .hasMessageContaining("bucket 2017-01-01 is busy");
            second.countDown();
            assertThat(first.get().measurements()).isEqualTo(1);
        } finally {
            second.countDown();
            other.shutdownNow();
        }
        assertThat(count("measurement")).isEqualTo(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void twoBucketsWithTheSameValuesRunSideBySide() throws Exception {
        Bucket next = Bucket.parse("2017-01-02");
        new BucketForge(root, next)
                .report("x.lz4", "x.json", SampleData.webConnectivity())
                .write();
        CountDownLatch both = new CountDownLatch(2);
        Progress untilBothRead = bytes -> {
            both.countDown();
            await(both);
        };
        Centrifugation centrifugation = centrifugation(Feeders.load(Feeder.class.getClassLoader()));
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            Future<CentrifugationResult> one = two.submit(() -> centrifugation.run(BUCKET, untilBothRead));
            Future<CentrifugationResult> other = two.submit(() -> centrifugation.run(next, untilBothRead));
            assertThat(one.get().measurements() + other.get().measurements()).isEqualTo(2);
        } finally {
            two.shutdownNow();
        }
        assertThat(List.of(count("input"), count("residual"), count("software"), count("report")))
                .containsExactly(1L, 1L, 1L, 2L);
    }

    @Test
    @DisplayName("#31: a bucket that the server ended in a deadlock tries again")
    void deadlocksAreTriedAgain() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        List<Feeder> feeders = withSettling(connection -> {
            if (attempts.incrementAndGet() < 3) {
                throw new SQLException("deadlock detected", "40P01");
            }
        });
        assertThat(centrifugation(feeders).run(BUCKET, Progress.NONE).measurements())
                .isEqualTo(1);
        assertThat(attempts).hasValue(3);
        assertThat(List.of(count("measurement"), count("stranger"))).containsOnly(1L);
    }

    @Test
    @DisplayName("#31: and gives up when it happens again and again")
    void deadlocksAreNotTriedForEver() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        List<Feeder> feeders = withSettling(connection -> {
            attempts.incrementAndGet();
            throw new SQLException("deadlock detected", "40P01");
        });
        assertThatThrownBy(() -> centrifugation(feeders).run(BUCKET, Progress.NONE))
                .hasMessage("deadlock detected");
        assertThat(attempts).hasValue(5);
        assertNothingIsThere();
    }

    @Test
    @DisplayName("#31: dictionaries grow in the order of their values")
    void dictionariesGrowInOrder() throws Exception {
        bucket().report(
                        FILE,
                        "report.json",
                        SampleData.with("input", "'b'"),
                        SampleData.with("input", "'a'"),
                        SampleData.with("input", "'\u00e9'"),
                        SampleData.with("input", "'B'"))
                .write();
        run();
        assertThat(values("SELECT input FROM input ORDER BY input_no")).containsExactly("B", "a", "b", "\u00e9");
    }

    @Test
    @DisplayName("#30: values that are known burn no numbers")
    void knownValuesBurnNoNumbers() throws Exception {
        run();
        for (String day : List.of("2017-01-02", "2017-01-03")) {
            Bucket bucket = Bucket.parse(day);
            new BucketForge(root, bucket)
                    .report("x.lz4", "x.json", SampleData.webConnectivity())
                    .write();
            centrifugation(Feeders.load(Feeder.class.getClassLoader())).run(bucket, Progress.NONE);
        }
        for (String sequence : List.of("input_input_no_seq", "residual_residual_no_seq", "software_software_no_seq")) {
            assertThat(value("SELECT last_value FROM " + sequence)).as(sequence).isEqualTo("1");
        }
    }
}
