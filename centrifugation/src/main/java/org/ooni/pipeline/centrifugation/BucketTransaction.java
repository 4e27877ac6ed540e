package org.ooni.pipeline.centrifugation;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.feeder.FeederContext;
import org.ooni.pipeline.feeder.Feeders;
import org.ooni.pipeline.feeder.ReportSpine;
import org.ooni.pipeline.io.BusyException;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.io.Sha1;
import org.ooni.pipeline.metadb.CodeVer;
import org.ooni.pipeline.metadb.DictionaryLock;
import org.ooni.pipeline.metadb.FingerprintState;
import org.ooni.pipeline.metadb.KnownFile;
import org.ooni.pipeline.metadb.RepeatedReports;
import org.ooni.pipeline.metadb.SoftwareDictionary;
import org.ooni.pipeline.raw.Bucket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done to one bucket between BEGIN and COMMIT. Used once. */
final class BucketTransaction {
    private static final Logger LOG = LoggerFactory.getLogger(BucketTransaction.class);

    /** With the day, the key of the advisory lock that keeps two runs off one bucket: "OONI" in ASCII. */
    private static final int LOCK_CLASS = 0x4F4F4E49;

    private final Connection connection;
    private final Bucket bucket;
    private final Path root;
    private final Path index;
    private final LocalDate today;
    private final int threads;

    /**
     * @param root of the autoclaved archive
     * @param today in UTC; some counters look back a month from it
     * @param threads that feed
     */
    BucketTransaction(Connection connection, Bucket bucket, Path root, LocalDate today, int threads) {
        this.connection = connection;
        this.bucket = bucket;
        this.root = root;
        this.index = bucket.under(root).resolve(Centrifugation.INDEX);
        this.today = today;
        this.threads = threads;
    }

    /** Brings the bucket up to date; changes nothing where nothing is to be done. */
    CentrifugationResult run(
            List<Feeder> feeders, SoftwareDictionary software, CentrifugationOptions options, Progress progress)
            throws SQLException, IOException {
        Feeders.requireSchemas(connection, feeders);
        FingerprintState.requireKnown(connection);
        lock();
        DictionaryLock.use(connection);
        software.refresh(connection);
        IngestPlan plan = plan(feeders, options);
        plan.absentPlugIns()
                .forEach(table ->
                        LOG.warn("{}: the database has rows of a Feeder for {}, which is not here", bucket, table));
        return plan.isEmpty()
                ? CentrifugationResult.inSync(bucket, plan)
                : carryOut(plan, feeders, new ReportSpine(names("TestNames.sql"), software), options, progress);
    }

    /** What {@link #run} would do. */
    IngestPlan plan(List<Feeder> feeders, CentrifugationOptions options) throws SQLException, IOException {
        Set<String> unused = RepeatedReports.unused(connection, bucket);
        Map<String, IndexedFile> files = IndexedFiles.read(index, bucket, unused);
        Map<String, Sha1> digests = new HashMap<>();
        files.forEach((name, file) -> digests.put(name, file.digest().sha1()));
        Selection selection = options.selection();
        Predicate<String> selected = name -> selection.takes(name, files.get(name));
        KnownListings known = new KnownListings(connection, bucket, files, unused);
        IngestPlan plan = IngestPlan.of(
                        digests,
                        KnownFile.of(connection, bucket.day()),
                        FeederVersion.of(feeders),
                        CodeVer.CURRENT,
                        options.forget())
                .comparing(known.withOtherReports(), known.withOtherBadBlobs());
        return (options.again() ? plan.again(selected, tables(feeders)) : plan)
                .narrowed(selected, selection.limit().orElse(Integer.MAX_VALUE));
    }

    private static Set<String> tables(List<Feeder> feeders) {
        return feeders.stream().map(Feeder::dataTable).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private CentrifugationResult carryOut(
            IngestPlan plan, List<Feeder> feeders, ReportSpine report, CentrifugationOptions options, Progress progress)
            throws SQLException, IOException {
        createTables();
        for (Feeder feeder : feeders) {
            feeder.prepare(connection);
        }
        Takedown old = new Takedown(connection, plan);
        old.find(feeders);
        FeederContext context = FeederContext.of(
                connection,
                bucket.day(),
                plan.reprocess().keySet(),
                !plan.ingest().isEmpty() || !plan.reingest().isEmpty());
        long badBlobs = 0;
        List<FileChange> changes = List.of();
        if (!plan.keepsIndex()) {
            Set<String> unused = RepeatedReports.unused(connection, bucket);
            badBlobs = new IndexLoader(connection, plan.ingest(), plan.reingest(), unused).load(index);
            changes = new KeptNumbers(connection).assign(options.allowRenumber());
        }
        old.delete();
        requireEachReportOnce();
        MeasurementIntake intake = new MeasurementIntake(connection, feeders, report);
        try (ArchiveReader archive = new ArchiveReader(root, progress)) {
            MeasurementCursor places = MeasurementCursor.open(connection);
            feed(new BatchReader(places, archive, plan.reprocess()), feeders, context, intake);
            intake.flush();
            int reports = new Settlement(connection).settle(feeders, intake.accepted(), plan);
            return new CentrifugationResult(
                    bucket,
                    plan.ingest().isEmpty()
                            ? CentrifugationResult.Outcome.UPDATED
                            : CentrifugationResult.Outcome.INGESTED,
                    CentrifugationResult.Files.of(plan),
                    reports,
                    intake.accepted(),
                    intake.redone(),
                    badBlobs,
                    intake.refused(),
                    intake.refusedRows(),
                    archive.bytesRead(),
                    intake.textBytes(),
                    changes,
                    plan.absentPlugIns(),
                    Duration.ZERO);
        }
    }

    /** This thread reads and writes; others decode, parse and feed. */
    private void feed(BatchReader batches, List<Feeder> feeders, FeederContext context, MeasurementIntake intake)
            throws SQLException, IOException {
        try (FeedingPool pool = new FeedingPool(threads, feeders, context)) {
            for (MeasurementBatch batch = batches.next(); batch != null; batch = batches.next()) {
                while (pool.isFull()) {
                    takeAll(pool.next(), intake);
                }
                pool.submit(batch);
            }
            for (List<FedMeasurement> fed = pool.next(); fed != null; fed = pool.next()) {
                takeAll(fed, intake);
            }
        }
    }

    private static void takeAll(List<FedMeasurement> fed, MeasurementIntake intake) throws SQLException {
        for (FedMeasurement measurement : fed) {
            intake.take(measurement);
        }
    }

    private void lock() throws SQLException, BusyException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_try_advisory_xact_lock(?, ?)")) {
            statement.setInt(1, LOCK_CLASS);
            statement.setInt(2, Math.toIntExact(bucket.day().toEpochDay()));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                if (!row.getBoolean(1)) {
                    throw new BusyException("bucket " + bucket + " is busy: another run is writing it to the database");
                }
            }
        }
    }

    private void createTables() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(Script.text("TemporaryTables.sql"));
        }
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO this_run VALUES (?, ?, ?)")) {
            statement.setObject(1, bucket.day());
            statement.setObject(2, today);
            statement.setInt(3, CodeVer.CURRENT);
            statement.executeUpdate();
        }
    }

    private Set<String> names(String query) throws SQLException {
        Set<String> names = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(Script.text(query))) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private void requireEachReportOnce() throws SQLException, CorruptFileException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(Script.text("RepeatedTextname.sql"))) {
            if (rows.next()) {
                throw new CorruptFileException(
                        index.toString(),
                        0,
                        "the report " + rows.getString(1) + " is there more than once: in " + rows.getString(2));
            }
        }
    }
}
