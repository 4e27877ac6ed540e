package org.ooni.pipeline.autoclaved;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.ooni.pipeline.autoclaved.IndexLine.Datum;
import org.ooni.pipeline.autoclaved.IndexLine.FileEnd;
import org.ooni.pipeline.autoclaved.IndexLine.FileStart;
import org.ooni.pipeline.autoclaved.IndexLine.FrameEnd;
import org.ooni.pipeline.autoclaved.IndexLine.FrameStart;
import org.ooni.pipeline.autoclaved.IndexLine.ReportStart;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.io.FileDigest;
import org.ooni.pipeline.io.Finding;
import org.ooni.pipeline.io.OrderedPool;
import org.ooni.pipeline.io.Progress;

/**
 * Reads every byte of a bucket's autoclaved files along their index and collects what is not as the index says: frames
 * and their checksums, the place of each measurement and that it is JSON, the tar around them, the digest of the file.
 * One thread reads, others decode and parse; memory is bounded by the frames under way. Used once.
 *
 * @param <X> what a visitor may throw
 */
public final class AutoclavedVerification<X extends Exception> {
    /** Compressed bytes of frames that wait for being taken. */
    private static final long MAX_AHEAD = 16 << 20;

    private final Path root;
    private final int threads;
    private final Consumer<? super Finding> findings;
    private final Progress progress;
    private final Visitor<X> visitor;

    private FileReading reading;
    private FileText current;

    /** Sees the events of the index in their order, when their text has been looked at. */
    @FunctionalInterface
    public interface Visitor<X extends Exception> {
        /** @param facts of a measurement that could be read; null for all else */
        void accept(IndexLine line, DatumFacts facts) throws IOException, X;
    }

    /** What the pool gives. */
    sealed interface Part permits Boundary, CheckedFrame {}

    /**
     * A file begins or ends.
     *
     * @param digest of a file that ends, if it could be read
     */
    record Boundary(IndexLine line, Optional<FileDigest> digest) implements Part {}

    /**
     * @param root of the archive
     * @param findings is told of damage, by this thread alone
     * @param progress is told of bytes of compressed files
     */
    public AutoclavedVerification(
            Path root, int threads, Consumer<? super Finding> findings, Progress progress, Visitor<X> visitor) {
        this.root = root;
        this.threads = threads;
        this.findings = findings;
        this.progress = progress;
        this.visitor = visitor;
    }

    /** @throws CorruptFileException where the index itself cannot be read on */
    public void run(Path index) throws IOException, X {
        try (AutoclavedIndex lines = AutoclavedIndex.open(index);
                OrderedPool<Part> pool = new OrderedPool<>(threads, 4 * threads, MAX_AHEAD)) {
            FrameStart frame = null;
            List<IndexLine> items = new ArrayList<>();
            for (IndexLine line = lines.next(); line != null; line = lines.next()) {
                if (line instanceof FrameStart start) {
                    frame = start;
                    items = new ArrayList<>();
                } else if (line instanceof FrameEnd) {
                    submitFrame(pool, frame, items);
                } else if (line instanceof FileStart || line instanceof FileEnd) {
                    submitBoundary(pool, line);
                } else {
                    items.add(line);
                }
                while (pool.isFull()) {
                    take(pool.next());
                }
            }
            for (Part part = pool.next(); part != null; part = pool.next()) {
                take(part);
            }
        } finally {
            if (reading != null) {
                reading.close();
            }
        }
    }

    private void submitBoundary(OrderedPool<Part> pool, IndexLine line) throws IOException {
        Optional<FileDigest> digest = Optional.empty();
        if (line instanceof FileStart start) {
            reading = FileReading.open(root.resolve(start.filename()));
        } else {
            digest = reading.finish();
        }
        Boundary boundary = new Boundary(line, digest);
        pool.submit(() -> boundary, 0);
    }

    private void submitFrame(OrderedPool<Part> pool, FrameStart start, List<IndexLine> items) throws IOException {
        try {
            Optional<CompressedFrame> frame = reading.frame(start);
            pool.submit(
                    () -> frame.isPresent()
                            ? CheckedFrame.of(start, items, frame.get())
                            : CheckedFrame.unread(start, items, List.of()),
                    start.fileSize());
        } catch (CorruptFileException e) {
            pool.submit(() -> CheckedFrame.unread(start, items, List.of(e.finding())), 0);
        }
        progress.advance(start.fileSize());
    }

    private void take(Part part) throws IOException, X {
        if (part instanceof CheckedFrame frame) {
            takeFrame(frame);
        } else if (part instanceof Boundary boundary) {
            if (boundary.line instanceof FileStart start) {
                current = new FileText(start.filename());
            } else {
                endFile((FileEnd) boundary.line, boundary.digest);
            }
            visitor.accept(boundary.line, null);
        }
    }

    private void takeFrame(CheckedFrame frame) throws IOException, X {
        frame.findings().forEach(findings);
        current.take(frame);
        visitor.accept(frame.start(), null);
        for (int i = 0; i < frame.items().size(); i++) {
            IndexLine item = frame.items().get(i);
            DatumFacts facts = frame.facts(i);
            if (item instanceof ReportStart report) {
                current.textname = report.textname();
            } else if (item instanceof Datum && facts != null && !current.textname.equals(facts.reportFilename())) {
                findings.accept(Finding.of(
                        current.name,
                        frame.start().fileOff(),
                        "report_filename of a measurement",
                        current.textname,
                        facts.reportFilename()));
            }
            visitor.accept(item, facts);
        }
    }

    private void endFile(FileEnd end, Optional<FileDigest> digest) {
        current.end();
        digest.flatMap(found -> end.digest().difference(found, current.name, "file"))
                .ifPresent(findings);
    }

    /** What the text of the file at hand has shown so far. */
    private final class FileText {
        private final String name;
        private final TextStructure structure;
        private String textname = "";
        private long at;

        FileText(String filename) {
            this.name = root.resolve(filename).toString();
            this.structure = new TextStructure(filename.endsWith(".tar.lz4"));
        }

        void take(CheckedFrame frame) {
            at = frame.start().fileOff();
            frame.items().forEach(structure::expect);
            if (frame.text() == null) {
                structure.abandon();
            } else {
                structure.take(frame.text());
            }
            tell();
        }

        void end() {
            structure.end();
            tell();
        }

        private void tell() {
            String problem = structure.takeProblem();
            if (problem != null) {
                findings.accept(Finding.of(name, at, problem));
            }
        }
    }
}
