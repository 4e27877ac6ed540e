package org.ooni.pipeline.centrifugation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.BusyException;
import org.ooni.pipeline.io.DirectoryLock;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.metadb.MetaDb;
import org.ooni.pipeline.metadb.SoftwareDictionary;
import org.ooni.pipeline.raw.Bucket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills the metadb from the autoclaved archive, a bucket at a time. Thread-safe: different buckets may run side by side.
 *
 * <p>A file with the same SHA-1 and code version in the database is skipped, a file that is not there is ingested. A
 * file that changed, or whose rows an older program wrote, is refused for now ({@link IngestRefusedException}).
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

    /**
     * @param feeders in the order of {@link org.ooni.pipeline.feeder.Feeders#load}
     * @param clock tells which days are recent, for some counters
     */
    public Centrifugation(Path autoclavedRoot, MetaDb metaDb, List<Feeder> feeders, Clock clock) {
        this.autoclavedRoot = autoclavedRoot;
        this.metaDb = metaDb;
        this.feeders = List.copyOf(feeders);
        this.software = new SoftwareDictionary(metaDb);
        this.clock = clock;
    }

    /**
     * Ingests what is new in {@code bucket}, in one transaction. A bucket that the archive does not have is no error.
     *
     * @param progress is told of bytes of compressed files
     * @throws BusyException when another run works on the bucket
     * @throws BadInputException when the bucket is not autoclaved to its end, or is damaged
     * @throws IngestRefusedException when there is more to do than to ingest new files
     */
    public CentrifugationResult run(Bucket bucket, Progress progress) throws IOException, SQLException {
        long start = System.nanoTime();
        Path directory = bucket.under(autoclavedRoot);
        if (!Files.isDirectory(directory)) {
            return CentrifugationResult.absent(bucket);
        }
        DirectoryLock reading = DirectoryLock.shared(autoclavedRoot, bucket.toString());
        try {
            requireIndex(bucket, directory.resolve(INDEX));
            return untilNoDeadlock(bucket, progress).took(Duration.ofNanos(System.nanoTime() - start));
        } finally {
            reading.close();
        }
    }

    private static void requireIndex(Bucket bucket, Path index) throws BadInputException {
        if (!Files.exists(index)) {
            throw new BadInputException(
                    "bucket " + bucket + " is not autoclaved, or not to its end: there is no " + index);
        }
    }

    private CentrifugationResult untilNoDeadlock(Bucket bucket, Progress progress) throws IOException, SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt(bucket, progress);
            } catch (SQLException e) {
                if (!WORTH_ANOTHER_TRY.contains(String.valueOf(e.getSQLState())) || attempt == ATTEMPTS) {
                    throw e;
                }
                LOG.info("bucket {} met another one in the database, trying again", bucket);
            }
        }
    }

    private CentrifugationResult attempt(Bucket bucket, Progress progress) throws IOException, SQLException {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return metaDb.<CentrifugationResult, IOException>inTransaction(connection ->
                new BucketTransaction(connection, bucket, autoclavedRoot, today).run(feeders, software, progress));
    }
}
