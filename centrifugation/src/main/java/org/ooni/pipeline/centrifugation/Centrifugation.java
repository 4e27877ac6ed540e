package org.ooni.pipeline.centrifugation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.feeder.Feeders;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.BusyException;
import org.ooni.pipeline.io.DirectoryLock;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.io.PublishedDirectory;
import org.ooni.pipeline.metadb.MetaDb;
import org.ooni.pipeline.metadb.SoftwareDictionary;
import org.ooni.pipeline.raw.Bucket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills the metadb from the autoclaved archive, a bucket at a time. Thread-safe: different buckets may run side by side.
 *
 * <p>A file that is not in the database is ingested. One that changed is reingested: what is still in it keeps its
 * numbers. One whose rows an older version made is reprocessed: the tables concerned are redone. The rest is skipped.
 */
public final class Centrifugation {
    private static final Logger LOG = LoggerFactory.getLogger(Centrifugation.class);
    static final String INDEX = "index.json.gz";

    private static final int ATTEMPTS = 5;
    /** Two buckets that wait for each other's dictionary rows: the server ends one of them, which then tries again. */
    private static final Set<String> WORTH_ANOTHER_TRY = Set.of("40P01", "40001");

    private final Path autoclavedRoot;
    private final MetaDb metaDb;
    private final List<Feeder> feeders;
    private final SoftwareDictionary software;
    private final Clock clock;
    private final int threads;

    /**
     * @param feeders in the order of {@link Feeders#load}
     * @param clock tells which days are recent, for some counters
     * @param threads that parse and feed, for each bucket
     */
    public Centrifugation(Path autoclavedRoot, MetaDb metaDb, List<Feeder> feeders, Clock clock, int threads) {
        this.autoclavedRoot = autoclavedRoot;
        this.metaDb = metaDb;
        this.feeders = List.copyOf(feeders);
        this.software = new SoftwareDictionary(metaDb);
        this.clock = clock;
        this.threads = threads;
    }

    /** As {@link #run(Bucket, CentrifugationOptions, Progress)}, without wishes. */
    public CentrifugationResult run(Bucket bucket, Progress progress) throws IOException, SQLException {
        return run(bucket, CentrifugationOptions.NONE, progress);
    }

    /**
     * Brings {@code bucket} up to date, in one transaction. A bucket that the archive does not have is no error.
     *
     * @param progress is told of bytes of compressed files
     * @throws BusyException when another run works on the bucket
     * @throws BadInputException when the bucket is not autoclaved to its end, or is damaged
     * @throws IngestRefusedException when archive and database disagree in a way that only an operator can mend
     */
    public CentrifugationResult run(Bucket bucket, CentrifugationOptions options, Progress progress)
            throws IOException, SQLException {
        long start = System.nanoTime();
        if (!Files.isDirectory(bucket.under(autoclavedRoot))) {
            requireNothingToForget(bucket, options);
            return CentrifugationResult.absent(bucket);
        }
        DirectoryLock reading = PublishedDirectory.read(autoclavedRoot, bucket.toString());
        try {
            requireIndex(bucket);
            return untilNoDeadlock(bucket, options, progress).took(Duration.ofNanos(System.nanoTime() - start));
        } finally {
            reading.close();
        }
    }

    /** What {@link #run} would do to {@code bucket}; empty if the archive does not have it. Writes nothing. */
    public Optional<IngestPlan> plan(Bucket bucket, CentrifugationOptions options) throws IOException, SQLException {
        if (!Files.isDirectory(bucket.under(autoclavedRoot))) {
            return Optional.empty();
        }
        requireIndex(bucket);
        return Optional.of(metaDb.<IngestPlan, IOException>inTransaction(connection -> {
            Feeders.requireSchemas(connection, feeders);
            return transaction(connection, bucket).plan(feeders, options);
        }));
    }

    /** That a whole day is gone is more likely a disk that is not there. */
    private static void requireNothingToForget(Bucket bucket, CentrifugationOptions options) throws BadInputException {
        if (options.forget().stream().anyMatch(file -> file.startsWith(bucket + "/"))) {
            throw new BadInputException(
                    "the archive has no bucket " + bucket + ": files are forgotten against its index");
        }
    }

    private void requireIndex(Bucket bucket) throws BadInputException {
        Path index = bucket.under(autoclavedRoot).resolve(INDEX);
        if (!Files.exists(index)) {
            throw new BadInputException(
                    "bucket " + bucket + " is not autoclaved, or not to its end: there is no " + index);
        }
    }

    private CentrifugationResult untilNoDeadlock(Bucket bucket, CentrifugationOptions options, Progress progress)
            throws IOException, SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return metaDb.<CentrifugationResult, IOException>inTransaction(
                        connection -> transaction(connection, bucket).run(feeders, software, options, progress));
            } catch (SQLException e) {
                if (!WORTH_ANOTHER_TRY.contains(String.valueOf(e.getSQLState())) || attempt == ATTEMPTS) {
                    throw e;
                }
                LOG.info("bucket {} met another one in the database, trying again", bucket);
            }
        }
    }

    private BucketTransaction transaction(Connection connection, Bucket bucket) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return new BucketTransaction(connection, bucket, autoclavedRoot, today, threads);
    }
}
