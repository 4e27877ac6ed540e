package org.ooni.pipeline.cli.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.ooni.pipeline.autoclaved.AutoclavedIndex;
import org.ooni.pipeline.autoclaved.AutoclavedVerification;
import org.ooni.pipeline.autoclaved.IndexLine;
import org.ooni.pipeline.autoclaved.IndexLine.FileEnd;
import org.ooni.pipeline.autoclaved.IndexLine.FileStart;
import org.ooni.pipeline.autoclaved.IndexLine.ReportStart;
import org.ooni.pipeline.can.HeldReports;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.io.DirectoryProof;
import org.ooni.pipeline.io.Finding;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.raw.Bucket;

/** A bucket of the archive: index against directory and cans, and if wanted every byte. */
final class ArchiveCheck {
    private final Path root;
    private final Scope scope;
    private final Consumer<? super Finding> findings;
    private Set<String> late = Set.of();

    ArchiveCheck(Path root, Scope scope, Consumer<? super Finding> findings) {
        this.root = root;
        this.scope = scope;
        this.findings = findings;
    }

    /**
     * Compares by names and sizes.
     *
     * @param cans what the cans hold, if that is known
     * @return names of the files, with the bucket; empty if the index does not tell
     */
    Optional<Set<String>> compare(Bucket bucket, Optional<CannedReports> cans) throws IOException {
        if (!PublishedIndex.isWhole(root, bucket, findings)) {
            return Optional.empty();
        }
        Set<String> files = new TreeSet<>();
        Optional<PublishedReports> reports = reports(bucket, cans);
        DirectoryProof directory = DirectoryProof.of(bucket.under(root), findings);
        try (AutoclavedIndex index = AutoclavedIndex.open(PublishedIndex.of(root, bucket))) {
            String filename = null;
            for (IndexLine line = index.next(); line != null; line = index.next()) {
                if (line instanceof FileStart start) {
                    filename = start.filename();
                    files.add(filename);
                    reports.ifPresent(found -> found.beginFile(start.filename()));
                } else if (line instanceof ReportStart report) {
                    reports.ifPresent(found -> found.report(report));
                } else if (line instanceof FileEnd end) {
                    directory.file(filename, end.fileSize());
                    reports.ifPresent(PublishedReports::endFile);
                }
            }
        } catch (CorruptFileException e) {
            findings.accept(e.finding());
            return Optional.empty();
        }
        directory.end();
        if (reports.isPresent()) {
            late = reports.get().end(scope.canned().orElseThrow(), bucket);
        }
        cans.ifPresent(known -> files.stream()
                .filter(file -> !known.files().contains(file))
                .forEach(file -> findings.accept(Finding.of(path(file), "there is no can that it was made of"))));
        return Optional.of(files);
    }

    /** Of what was compared last, files without the reports that joined their cans late. */
    Set<String> late() {
        return late;
    }

    private Optional<PublishedReports> reports(Bucket bucket, Optional<CannedReports> cans) throws IOException {
        if (cans.isEmpty()) {
            return Optional.empty();
        }
        HeldReports held = HeldReports.read(scope.canned().orElseThrow(), bucket);
        return Optional.of(new PublishedReports(cans.get(), held, root, findings));
    }

    private String path(String filename) {
        return root.resolve(filename).toString();
    }

    /** Reads every byte, along an index that holds. */
    <X extends Exception> void read(Bucket bucket, Progress progress, AutoclavedVerification.Visitor<X> visitor)
            throws IOException, X {
        new AutoclavedVerification<X>(root, scope.threads(), findings, progress, visitor)
                .run(PublishedIndex.of(root, bucket));
    }
}
