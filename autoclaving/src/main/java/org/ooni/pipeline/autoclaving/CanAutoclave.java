package org.ooni.pipeline.autoclaving;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import org.ooni.pipeline.autoclaved.AutoclavedWriter;
import org.ooni.pipeline.autoclaving.sanitise.Sanitisers;
import org.ooni.pipeline.autoclaving.scrub.ScrubbingRules;
import org.ooni.pipeline.can.Can;
import org.ooni.pipeline.can.CanReader;
import org.ooni.pipeline.can.CannedText;
import org.ooni.pipeline.can.TarCan;
import org.ooni.pipeline.io.BlockEncoder;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.io.FileDigest;
import org.ooni.pipeline.io.JsonLines;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.io.Publication;
import org.ooni.pipeline.io.PublishedDirectory;
import org.ooni.pipeline.io.PublishedDirectory.Finished;
import org.ooni.pipeline.io.Spool;
import org.ooni.pipeline.io.Tar;
import org.ooni.pipeline.raw.Bucket;

/**
 * Makes one autoclaved file of one can, and the file's part of the index. Immutable; makes as many at a time as there
 * are threads.
 */
final class CanAutoclave {
    /** Index events of one file that are kept in memory, in bytes of their JSON. */
    private static final int EVENTS_MEMORY = 1 << 20;

    private static final int BUFFER = 1 << 16;

    private static final Pattern REPORT_FILE = Pattern.compile("[!-.0-~]+\\.(?:json|yaml)");

    private final Bucket bucket;
    private final Path cannedRoot;
    private final PublishedDirectory directory;
    private final Unpublished unpublished;
    private final Sanitisers sanitisers;
    private final ScrubbingRules scrubbing;
    private final int maxMeasurement;
    private final Progress progress;
    private final Executor encoders;
    private final BlockEncoder blocks;

    /**
     * @param encoders run the encoding of frames
     * @param blocks encodes the blocks of frames
     */
    CanAutoclave(
            Bucket bucket,
            Path cannedRoot,
            PublishedDirectory directory,
            Unpublished unpublished,
            Sanitisers sanitisers,
            ScrubbingRules scrubbing,
            int maxMeasurement,
            Progress progress,
            Executor encoders,
            BlockEncoder blocks) {
        this.bucket = bucket;
        this.cannedRoot = cannedRoot;
        this.directory = directory;
        this.unpublished = unpublished;
        this.sanitisers = sanitisers;
        this.scrubbing = scrubbing;
        this.maxMeasurement = maxMeasurement;
        this.progress = progress;
        this.encoders = encoders;
        this.blocks = blocks;
    }

    /**
     * A file that is published, or finished for the place of an older one.
     *
     * @param replacement what is to take the older one's place
     * @param events its part of the index, as JSON lines; forgotten once written
     * @param scrubbed measurements that each scrubbing rule changed, by the rules' ids
     * @param textBytes of the decompressed file
     */
    record Made(
            Spool events,
            Optional<Finished> replacement,
            ReportCounts counts,
            SortedMap<String, Long> scrubbed,
            long fileBytes,
            long textBytes)
            implements IndexPart, Closeable {
        @Override
        public void writeTo(OutputStream index) throws IOException {
            try (events;
                    InputStream in = events.read()) {
                in.transferTo(index);
            }
        }

        @Override
        public void close() throws IOException {
            events.close();
        }
    }

    /**
     * Writes the file; the bucket's index does not name it yet.
     *
     * @param replaces whether the archive has an older one: then it is finished, and otherwise it is published
     */
    Made make(Can can, boolean replaces) throws IOException {
        Spool events = new Spool(directory.path(), EVENTS_MEMORY);
        boolean made = false;
        try {
            Made file = make(can, replaces, events);
            made = true;
            return file;
        } finally {
            if (!made) {
                events.close();
            }
        }
    }

    private Made make(Can can, boolean replaces, Spool events) throws IOException {
        requireBucket(can);
        try (Publication publication = directory.create(can.basename());
                OutputStream buffered = new BufferedOutputStream(events.out(), BUFFER);
                JsonLines.Writer lines = JsonLines.write(buffered)) {
            AutoclavedWriter file = new AutoclavedWriter(
                    can.filename(), publication.out(), line -> line.writeTo(lines), encoders, blocks);
            Autoclave autoclave = new Autoclave(sanitisers, scrubbing);
            ReportCounts counts = write(can, autoclave, file);
            long textBytes = file.textOff();
            FileDigest digest = file.finish();
            Optional<Finished> replacement = settle(publication, digest, replaces);
            return new Made(events, replacement, counts, autoclave.scrubbed(), digest.size(), textBytes);
        }
    }

    private Optional<Finished> settle(Publication file, FileDigest digest, boolean replaces) throws IOException {
        if (replaces) {
            return Optional.of(directory.finish(file, digest));
        }
        file.publish(digest.size());
        return Optional.empty();
    }

    private ReportCounts write(Can can, Autoclave autoclave, AutoclavedWriter file) throws IOException {
        ReportCounts counts = ReportCounts.NONE;
        try (CanReader reports = CanReader.open(cannedRoot, can, progress)) {
            for (CanReader.Member member = reports.next(); member != null; member = reports.next()) {
                if (!unpublished.contains(member.report().textname())) {
                    counts = counts.plus(
                            can instanceof TarCan
                                    ? writeEntry(member, autoclave, file)
                                    : stream(member, autoclave, file));
                }
            }
        }
        if (can instanceof TarCan) {
            file.write(Tar.end(file.textOff()));
        }
        return counts;
    }

    /** Textnames become part of every measurement and of a tar's headers, and their ends tell the format. */
    private void requireBucket(Can can) throws CorruptFileException {
        if (!can.filename().equals(bucket + "/" + can.basename())) {
            throw new CorruptFileException(can.filename(), 0, "not a can of bucket " + bucket);
        }
        for (CannedText report : can.reports()) {
            String textname = report.textname();
            int slash = textname.indexOf('/');
            if (!textname.startsWith(bucket + "/")
                    || !REPORT_FILE.matcher(textname.substring(slash + 1)).matches()) {
                throw new CorruptFileException(can.filename(), 0, "not a report of bucket " + bucket + ": " + textname);
            }
        }
    }

    /** A report that is the file: written as it is made. */
    private ReportCounts stream(CanReader.Member member, Autoclave autoclave, AutoclavedWriter file)
            throws IOException {
        FileSink sink = new FileSink(file);
        sink.begin(member.report());
        ReportCounts counts = autoclave(member, autoclave, sink);
        sink.end();
        return counts;
    }

    /** A report in a tar: its entry's header, which tells its size, comes first. */
    private ReportCounts writeEntry(CanReader.Member member, Autoclave autoclave, AutoclavedWriter file)
            throws IOException {
        try (SpooledReport report = new SpooledReport(directory.path())) {
            ReportCounts counts = autoclave(member, autoclave, report);
            FileSink sink = new FileSink(file);
            sink.begin(member.report());
            file.write(Tar.header(member.report().textname(), report.textSize(), bucket.epochSecond()));
            report.replay(sink);
            sink.end();
            file.write(new byte[Tar.padding(report.textSize())]);
            return counts;
        }
    }

    private ReportCounts autoclave(CanReader.Member member, Autoclave autoclave, ReportSink sink) throws IOException {
        return new ReportAutoclave(autoclave, maxMeasurement, member.report().textname(), sink)
                .run(member.in(), member.report().digest().size());
    }
}
