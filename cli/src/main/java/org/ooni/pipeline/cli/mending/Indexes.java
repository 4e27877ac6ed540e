package org.ooni.pipeline.cli.mending;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.ooni.pipeline.autoclaved.AutoclavedIndex;
import org.ooni.pipeline.autoclaved.IndexLine;
import org.ooni.pipeline.autoclaved.IndexLine.FileStart;
import org.ooni.pipeline.autoclaved.IndexLine.ReportStart;
import org.ooni.pipeline.can.Can;
import org.ooni.pipeline.can.CanIndex;
import org.ooni.pipeline.can.CannedText;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.PublishedDirectory;
import org.ooni.pipeline.raw.Bucket;

/** Looks things up in the indexes of cans and archive. A bucket that is not there has nothing. */
final class Indexes {
    private final Path cannedRoot;
    private final Path autoclavedRoot;

    Indexes(Path cannedRoot, Path autoclavedRoot) {
        this.cannedRoot = cannedRoot;
        this.autoclavedRoot = autoclavedRoot;
    }

    /** Told of each report and the file that it is in, which is named with its bucket. */
    @FunctionalInterface
    private interface Visitor {
        void visit(String filename, String textname);
    }

    /** Cans with one of the reports of these names. */
    SortedSet<String> cansWith(Bucket bucket, Set<String> textnames) throws IOException {
        SortedSet<String> cans = new TreeSet<>();
        visitCans(bucket, (filename, textname) -> {
            if (textnames.contains(textname)) {
                cans.add(filename);
            }
        });
        return cans;
    }

    /** All cans that have a report. */
    Set<String> cans(Bucket bucket) throws IOException {
        Set<String> cans = new HashSet<>();
        visitCans(bucket, (filename, textname) -> cans.add(filename));
        return cans;
    }

    private void visitCans(Bucket bucket, Visitor visitor) throws IOException {
        Path index = index(cannedRoot, bucket);
        if (Files.exists(index)) {
            try (CanIndex.Reader cans = CanIndex.open(index)) {
                for (Can can = cans.next(); can != null; can = cans.next()) {
                    for (CannedText report : can.reports()) {
                        visitor.visit(can.filename(), report.textname());
                    }
                }
            }
        }
    }

    /** Files of the archive with one of the reports of these names. */
    SortedSet<String> filesWith(Bucket bucket, Set<String> textnames) throws IOException {
        SortedSet<String> files = new TreeSet<>();
        visitFiles(bucket, (filename, textname) -> {
            if (textnames.contains(textname)) {
                files.add(filename);
            }
        });
        return files;
    }

    /** All files of the archive. */
    Set<String> files(Bucket bucket) throws IOException {
        Set<String> files = new HashSet<>();
        visitFiles(bucket, (filename, textname) -> files.add(filename));
        return files;
    }

    /** Files of the archive without a report. */
    Set<String> emptyFiles(Bucket bucket) throws IOException {
        Set<String> empty = new HashSet<>();
        visitFiles(bucket, (filename, textname) -> {
            if (textname.isEmpty()) {
                empty.add(filename);
            } else {
                empty.remove(filename);
            }
        });
        return empty;
    }

    /** Names each file, and again with each of its reports; the name of the report is empty at first. */
    private void visitFiles(Bucket bucket, Visitor visitor) throws IOException {
        Path index = index(autoclavedRoot, bucket);
        if (Files.exists(index)) {
            try (AutoclavedIndex lines = AutoclavedIndex.open(index)) {
                String filename = null;
                for (IndexLine line = lines.next(); line != null; line = lines.next()) {
                    if (line instanceof FileStart start) {
                        filename = start.filename();
                        visitor.visit(filename, "");
                    } else if (line instanceof ReportStart report) {
                        visitor.visit(filename, report.textname());
                    }
                }
            }
        }
    }

    /** Reports of the bucket, of those of these names, that cans or archive have. */
    Set<String> known(Bucket bucket, Set<String> textnames) throws IOException {
        Set<String> known = new HashSet<>();
        Visitor visitor = (filename, textname) -> known.add(textname);
        visitCans(bucket, visitor);
        visitFiles(bucket, visitor);
        known.retainAll(textnames);
        return known;
    }

    /** Demands that what there is of the bucket is whole: an unfinished stage may have written anything. */
    void requireFinished(Bucket bucket) throws BadInputException {
        for (Path root : new Path[] {cannedRoot, autoclavedRoot}) {
            if (Files.isDirectory(bucket.under(root)) && !Files.exists(index(root, bucket))) {
                throw new BadInputException(
                        bucket.under(root) + ": not done to the end, there is no index; let 'pipeline run' finish it");
            }
        }
    }

    private static Path index(Path root, Bucket bucket) {
        return bucket.under(root).resolve(PublishedDirectory.INDEX);
    }
}
