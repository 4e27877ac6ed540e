package org.ooni.pipeline.centrifugation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ooni.pipeline.autoclaved.AutoclavedIndex;
import org.ooni.pipeline.autoclaved.IndexLine;
import org.ooni.pipeline.autoclaved.IndexLine.BadBlob;
import org.ooni.pipeline.autoclaved.IndexLine.Datum;
import org.ooni.pipeline.autoclaved.IndexLine.FileEnd;
import org.ooni.pipeline.autoclaved.IndexLine.FileStart;
import org.ooni.pipeline.autoclaved.IndexLine.ReportEnd;
import org.ooni.pipeline.autoclaved.IndexLine.ReportStart;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.raw.Bucket;
import org.ooni.pipeline.raw.ReportName;

/** The files that a bucket's index names. */
final class IndexedFiles {
    private IndexedFiles() {}

    /**
     * By filename. Each must be a plain name in the bucket, and stand in the index once.
     *
     * @param unused textnames of reports that are left out, because the same report came twice
     */
    static Map<String, IndexedFile> read(Path index, Bucket bucket, Set<String> unused) throws IOException {
        Map<String, IndexedFile> files = new HashMap<>();
        try (AutoclavedIndex lines = AutoclavedIndex.open(index)) {
            String filename = null;
            ReportStart report = null;
            Set<String> testNames = null;
            Listing listing = null;
            boolean hasData = false;
            for (IndexLine line = lines.next(); line != null; line = lines.next()) {
                if (line instanceof FileStart start) {
                    filename = start.filename();
                    requirePlainName(filename, bucket, index);
                    testNames = new HashSet<>();
                    listing = new Listing();
                } else if (line instanceof ReportStart start) {
                    report = start;
                    hasData = false;
                    testName(report.textname()).ifPresent(testNames::add);
                } else if (line instanceof Datum) {
                    hasData = true;
                } else if (line instanceof BadBlob blob) {
                    listing.addBadBlob(report.textname(), blob);
                } else if (line instanceof ReportEnd end) {
                    listing.addReport(report.textname(), report.origSha1(), end.srcCutoff());
                    if (hasData && !unused.contains(report.textname())) {
                        listing.addWanted();
                    }
                } else if (line instanceof FileEnd end
                        && files.put(filename, new IndexedFile(end.digest(), testNames, listing)) != null) {
                    throw new CorruptFileException(index.toString(), 0, filename + " stands in it twice");
                }
            }
        }
        return files;
    }

    private static Optional<String> testName(String textname) {
        return ReportName.parse(textname.substring(textname.indexOf('/') + 1)).map(ReportName::testName);
    }

    private static void requirePlainName(String filename, Bucket bucket, Path index) throws CorruptFileException {
        String prefix = bucket + "/";
        String name = filename.startsWith(prefix) ? filename.substring(prefix.length()) : "";
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0) {
            throw new CorruptFileException(index.toString(), 0, "not a file of bucket " + bucket + ": " + filename);
        }
    }
}
