package org.ooni.pipeline.cli.mending;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ooni.pipeline.can.DeletedReports;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.metadb.MetaDb;
import org.ooni.pipeline.metadb.RepeatedReports;
import org.ooni.pipeline.metadb.StoredReport;
import org.ooni.pipeline.raw.Bucket;
import org.ooni.pipeline.raw.ReportName;

/**
 * The reports that somebody wants deleted.
 *
 * @param byBucket textnames; no bucket has none
 */
public record DeletedNames(SortedMap<Bucket, SortedSet<String>> byBucket) {

    /** Sorts textnames by their buckets; one that is none is wrong use of the command line. */
    public static DeletedNames of(Collection<String> textnames) {
        SortedMap<Bucket, SortedSet<String>> byBucket = new TreeMap<>();
        textnames.forEach(textname -> byBucket.computeIfAbsent(bucket(textname), bucket -> new TreeSet<>())
                .add(textname));
        return new DeletedNames(byBucket);
    }

    private static Bucket bucket(String textname) {
        int slash = textname.indexOf('/');
        try {
            if (slash > 0 && ReportName.parse(textname.substring(slash + 1)).isPresent()) {
                return Bucket.parse(textname.substring(0, slash));
            }
        } catch (IllegalArgumentException noBucket) {
            throw notOne(textname);
        }
        throw notOne(textname);
    }

    private static CommandException notOne(String textname) {
        return CommandException.usage("'" + textname + "' is not the name of a report; give it with its bucket, as"
                + " 2017-01-01/20170101T000000Z-IT-AS30722-ndt-…-probe.json.");
    }

    /** Lines of a file, or of standard input for {@code -}; blank ones, and those that begin with {@code #}, are none. */
    public static List<String> lines(Path file) throws IOException {
        try (InputStream in = file.toString().equals("-") ? System.in : Files.newInputStream(file);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        }
    }

    public List<Bucket> buckets() {
        return List.copyOf(byBucket.keySet());
    }

    public SortedSet<String> all() {
        SortedSet<String> all = new TreeSet<>();
        byBucket.values().forEach(all::addAll);
        return all;
    }

    /** Those whose raw report still lies below {@code reportsRawRoot}. */
    public List<Path> raw(Path reportsRawRoot) {
        return all().stream().map(reportsRawRoot::resolve).filter(Files::exists).toList();
    }

    /**
     * Refuses, before anything is done, a name that nobody has ever heard of, which is more likely a slip of the pen, and
     * a report without its duplicates.
     */
    public void requireKnown(Path reportsRawRoot, Path cannedRoot, Path autoclavedRoot, MetaDb metaDb)
            throws IOException, SQLException {
        SortedSet<String> unknown = all();
        Indexes indexes = new Indexes(cannedRoot, autoclavedRoot);
        for (Bucket bucket : byBucket.keySet()) {
            unknown.removeAll(indexes.known(bucket, byBucket.get(bucket)));
        }
        DeletedReports deleted = DeletedReports.read(cannedRoot);
        unknown.removeIf(textname -> deleted.contains(textname) || Files.exists(reportsRawRoot.resolve(textname)));
        metaDb.inTransaction(connection -> StoredReport.of(connection, all()))
                .forEach(report -> unknown.remove(report.textname()));
        SortedSet<String> groups = metaDb.inTransaction(connection -> RepeatedReports.groupsOf(connection, all()));
        unknown.removeAll(groups);
        if (!unknown.isEmpty()) {
            throw new CommandException(
                    ExitCode.BAD_INPUT,
                    "no such report in reports-raw, cans, archive or database; nothing was done: "
                            + String.join(", ", unknown));
        }
        requireWholeGroups(groups);
    }

    /** To delete one of two reports that are the same is to delete nothing. */
    private void requireWholeGroups(SortedSet<String> groups) {
        groups.removeAll(all());
        if (!groups.isEmpty()) {
            throw new CommandException(
                    ExitCode.BAD_INPUT,
                    "nothing was done: repeated_report has the same under another name; name them as well: "
                            + String.join(", ", groups));
        }
    }
}
