package org.ooni.pipeline.cli.duplicates;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ooni.pipeline.can.DeletedReports;
import org.ooni.pipeline.metadb.ComparedBuckets;
import org.ooni.pipeline.metadb.MetaDb;
import org.ooni.pipeline.metadb.RepeatPlan;
import org.ooni.pipeline.metadb.RepeatedReport;
import org.ooni.pipeline.metadb.RepeatedReports;
import org.ooni.pipeline.metadb.ReportContent;
import org.ooni.pipeline.metadb.StoredReport;
import org.ooni.pipeline.raw.Bucket;

/**
 * Reports that lie in cans under several names, and what the database knows of them. What is recorded leaves the
 * database when centrifugation takes up its bucket, whoever runs it.
 */
public final class Duplicates {
    private final Path cannedRoot;
    private final MetaDb metaDb;
    private final DuplicateSearch search;

    public Duplicates(Path cannedRoot, MetaDb metaDb) {
        this.cannedRoot = cannedRoot;
        this.metaDb = metaDb;
        this.search = new DuplicateSearch(
                cannedRoot, textnames -> metaDb.inTransaction(connection -> contents(connection, textnames)));
    }

    private static Map<String, ReportContent> contents(Connection connection, Collection<String> textnames)
            throws SQLException {
        return RepeatedReports.known(connection, textnames, Set.of()).stream()
                .collect(Collectors.toMap(RepeatedReport::textname, RepeatedReport::content));
    }

    /** All buckets that are canned. */
    public static SortedSet<Bucket> canned(Path cannedRoot) throws IOException {
        return new TreeSet<>(
                new DuplicateSearch(cannedRoot, textnames -> Map.of()).stamps().keySet());
    }

    /** Buckets whose cans are others than when they were compared last. */
    public SortedSet<Bucket> changed() throws IOException, SQLException {
        Map<Bucket, String> compared = metaDb.inTransaction(ComparedBuckets::all);
        SortedSet<Bucket> changed = new TreeSet<>();
        search.stamps().forEach((bucket, stamp) -> {
            if (!stamp.text().equals(compared.get(bucket))) {
                changed.add(bucket);
            }
        });
        return changed;
    }

    /** Whether {@code bucket} is one of {@link #changed}, without a look at the others. */
    boolean hasChanged(Bucket bucket) throws IOException, SQLException {
        Optional<String> stamp = IndexStamp.of(cannedRoot, bucket).map(IndexStamp::text);
        return stamp.isPresent()
                && !stamp.equals(metaDb.inTransaction(connection -> ComparedBuckets.of(connection, bucket)));
    }

    /**
     * Looks for the reports of these buckets in all that are canned, and records what is found. If all could be read,
     * the buckets are remembered as compared, in the same transaction.
     *
     * @throws org.ooni.pipeline.io.BadInputException when reports that are recorded have other digests now; then
     *     nothing was
     * @throws org.ooni.pipeline.io.BusyException when others keep on recording
     */
    public Comparison compare(Set<Bucket> wanted) throws IOException, SQLException {
        Found found = search.find(wanted);
        return metaDb.<Comparison, IOException>inTransaction(connection -> {
            MetaDb.requireSchema(connection);
            Comparison comparison =
                    found.reports().isEmpty() ? nothing(found) : record(connection, withoutDeleted(connection, found));
            if (found.troubles().isEmpty()) {
                Map<Bucket, String> stamps = new HashMap<>();
                found.compared().forEach((bucket, stamp) -> stamps.put(bucket, stamp.text()));
                ComparedBuckets.put(connection, stamps);
            }
            return comparison;
        });
    }

    private static Comparison nothing(Found found) {
        return new Comparison(
                new RepeatPlan(List.of(), List.of()),
                List.of(),
                found.compared().size(),
                found.troubles());
    }

    /** Deletion records before it takes names out of the table: what it has recorded until now must not come in. */
    private Found withoutDeleted(Connection connection, Found found) throws IOException, SQLException {
        RepeatedReports.lock(connection);
        DeletedReports deleted = DeletedReports.read(cannedRoot);
        Map<ReportContent, SortedSet<String>> reports = new TreeMap<>(Comparator.comparing(ReportContent::sha512));
        found.reports().forEach((content, names) -> {
            SortedSet<String> left = new TreeSet<>(names);
            left.removeIf(deleted::contains);
            if (left.size() > 1) {
                reports.put(content, left);
            }
        });
        return new Found(reports, found.compared(), found.troubles());
    }

    private static Comparison record(Connection connection, Found found) throws IOException, SQLException {
        Comparison comparison = plan(connection, found);
        RepeatedReports.record(connection, comparison.plan());
        return comparison;
    }

    private static Comparison plan(Connection connection, Found found) throws IOException, SQLException {
        SortedSet<String> names = new TreeSet<>();
        found.reports().values().forEach(names::addAll);
        List<RepeatedReport> known = RepeatedReports.known(
                connection,
                names,
                found.reports().keySet().stream().map(ReportContent::sha1).toList());
        return new Comparison(
                RepeatPlan.of(found.reports(), known), known, found.compared().size(), found.troubles());
    }

    /** What {@link #compare} would find and record. Changes nothing. */
    public Comparison rehearse(Set<Bucket> wanted) throws IOException, SQLException {
        Found found = search.find(wanted);
        return metaDb.<Comparison, IOException>inTransaction(connection -> {
            MetaDb.requireSchema(connection);
            return plan(connection, found);
        });
    }

    /** The same where there is no database. */
    public static Comparison rehearse(Path cannedRoot, Set<Bucket> wanted) throws IOException, SQLException {
        Found found = new DuplicateSearch(cannedRoot, textnames -> Map.of()).find(wanted);
        return new Comparison(
                RepeatPlan.of(found.reports(), List.of()),
                List.of(),
                found.compared().size(),
                found.troubles());
    }

    /** What the database has of reports of these names. */
    public List<StoredReport> stored(Set<String> textnames) throws SQLException {
        return metaDb.inTransaction(connection -> StoredReport.of(connection, textnames));
    }

    /** Buckets of which the database has a report that is not to be used. */
    public SortedSet<Bucket> withUnused() throws SQLException {
        return metaDb.inTransaction(RepeatedReports::bucketsWithUnused);
    }

    /** Buckets of which the database has files, but not a report that is to be used; it may have been refused. */
    public SortedSet<Bucket> withoutUsed() throws SQLException {
        return metaDb.inTransaction(RepeatedReports::bucketsWithoutUsed);
    }
}
