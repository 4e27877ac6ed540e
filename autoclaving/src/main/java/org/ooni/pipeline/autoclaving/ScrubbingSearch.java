package org.ooni.pipeline.autoclaving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ooni.pipeline.autoclaved.AutoclavedIndex;
import org.ooni.pipeline.autoclaved.AutoclavedReader;
import org.ooni.pipeline.autoclaved.IndexLine;
import org.ooni.pipeline.autoclaved.IndexLine.Datum;
import org.ooni.pipeline.autoclaved.IndexLine.FileEnd;
import org.ooni.pipeline.autoclaved.IndexLine.FileStart;
import org.ooni.pipeline.autoclaved.IndexLine.FrameStart;
import org.ooni.pipeline.autoclaving.scrub.ScrubbingRules;
import org.ooni.pipeline.io.DirectoryLock;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.io.PublishedDirectory;
import org.ooni.pipeline.raw.Bucket;

/**
 * Finds the files of the archive in which a scrubbing rule matters: those with a measurement that the rule changes, and
 * that all the rules together do not leave as it is. Thread-safe; a search keeps others from changing the bucket.
 */
public final class ScrubbingSearch {
    private final Path autoclavedRoot;
    private final ScrubbingRules rules;
    private final String rule;

    /** @param rule the id of one of {@code rules} */
    public ScrubbingSearch(Path autoclavedRoot, ScrubbingRules rules, String rule) {
        this.autoclavedRoot = autoclavedRoot;
        this.rules = rules;
        this.rule = rule;
    }

    /**
     * The number of measurements that the rule changes, by file ({@code <bucket>/<file>}); no file has none. A bucket
     * that is not complete is passed over: it is not published.
     *
     * @param progress is told of bytes of files
     */
    public SortedMap<String, Long> run(Bucket bucket, Progress progress) throws IOException {
        Path index = bucket.under(autoclavedRoot).resolve(PublishedDirectory.INDEX);
        if (!Files.exists(index)) {
            return new TreeMap<>();
        }
        DirectoryLock reading = PublishedDirectory.read(autoclavedRoot, bucket.toString());
        try (reading;
                Walk walk = new Walk(progress);
                AutoclavedIndex lines = AutoclavedIndex.open(index)) {
            for (IndexLine line = lines.next(); line != null; line = lines.next()) {
                walk.accept(line);
            }
            return walk.found;
        }
    }

    /** Follows an index, with the file that it tells of open. */
    private final class Walk implements AutoCloseable {
        private final SortedMap<String, Long> found = new TreeMap<>();
        private final ScrubbedText text = new ScrubbedText(rules, rule);
        private final Progress progress;
        private String filename;
        private AutoclavedReader file;
        private FrameStart frame;
        private byte[] frameText;

        Walk(Progress progress) {
            this.progress = progress;
        }

        void accept(IndexLine line) throws IOException {
            if (line instanceof FileStart start) {
                filename = start.filename();
                file = AutoclavedReader.open(autoclavedRoot.resolve(filename));
            } else if (line instanceof FrameStart start) {
                frame = start;
                frameText = file.frame(start.fileOff(), start.fileSize(), start.textSize())
                        .text();
                progress.advance(start.fileSize());
            } else if (line instanceof Datum datum) {
                int from = Math.toIntExact(datum.textOff() - frame.textOff());
                if (text.isOutdated(frameText, from, Math.toIntExact(datum.textSize()))) {
                    found.merge(filename, 1L, Long::sum);
                }
            } else if (line instanceof FileEnd end) {
                end.digest().require(file.finish(), filename, "file");
                close();
            }
        }

        @Override
        public void close() throws IOException {
            if (file != null) {
                file.close();
                file = null;
            }
        }
    }
}
