package org.ooni.pipeline.autoclaving;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.ooni.pipeline.autoclaving.normalise.Origin;
import org.ooni.pipeline.report.BadBlobException;
import org.ooni.pipeline.report.BadReason;
import org.ooni.pipeline.report.JsonSlicer;
import org.ooni.pipeline.report.Slice;
import org.ooni.pipeline.report.Slicer;
import org.ooni.pipeline.report.TextBuffer;
import org.ooni.pipeline.report.YamlCopies;
import org.ooni.pipeline.report.YamlDocument;
import org.ooni.pipeline.report.YamlEntry;
import org.ooni.pipeline.report.YamlHeader;
import org.ooni.pipeline.report.YamlSlicer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one report apart and makes measurements of its blobs. A blob that gives none is recorded and the rest goes on.
 * Not thread-safe.
 */
final class ReportAutoclave {
    private static final Logger log = LoggerFactory.getLogger(ReportAutoclave.class);

    private final Autoclave autoclave;
    private final int maxBlob;
    private final String textname;
    private final ReportSink sink;
    private long data;
    private long badBlobs;
    private long cutOffs;
    private long empty;

    /** @param maxBlob bytes of a raw measurement that is longer than any worth keeping */
    ReportAutoclave(Autoclave autoclave, int maxBlob, String textname, ReportSink sink) {
        this.autoclave = autoclave;
        this.maxBlob = maxBlob;
        this.textname = textname;
        this.sink = sink;
    }

    /** Reads the report, though not always to its end. */
    ReportCounts run(InputStream report, long size) throws IOException {
        if (textname.endsWith(".yaml")) {
            yaml(new YamlSlicer(report, maxBlob), new YamlCopies(size));
        } else {
            json(new JsonSlicer(report, maxBlob));
        }
        if (empty > 0) {
            log.info("{}: {} documents say nothing and were skipped", textname, empty);
        }
        return new ReportCounts(1, data, badBlobs, cutOffs, empty, size);
    }

    private void json(Slicer slicer) throws IOException {
        for (Slice slice = slicer.next(); slice != null; slice = slicer.next()) {
            if (slice instanceof Slice.Blob blob) {
                attempt(blob, () -> {
                    autoclave.json(blob.bytes(), blob.from(), blob.length(), new Origin(textname, blob.sha1()));
                    return true;
                });
            } else {
                other(slice);
            }
        }
    }

    private void yaml(Slicer slicer, YamlCopies copies) throws IOException {
        YamlHeader header = null;
        for (Slice slice = slicer.next(); slice != null; slice = slicer.next()) {
            if (header == null && !(slice instanceof Slice.Cutoff)) {
                header = header(slice, copies);
                if (header == null) {
                    return;
                }
            } else if (slice instanceof Slice.Blob blob) {
                YamlHeader common = header;
                attempt(blob, () -> entry(blob, common, copies));
            } else {
                other(slice);
            }
        }
    }

    /** The header, or null when it is none and the report is cut there (D2). */
    private YamlHeader header(Slice slice, YamlCopies copies) throws IOException {
        BadReason reason = BadReason.OVERFLOW;
        if (slice instanceof Slice.Blob blob) {
            try {
                return YamlHeader.of(load(blob, copies));
            } catch (BadBlobException e) {
                reason = e.reason();
            } catch (RuntimeException e) {
                reason = unforeseen(slice, e);
            }
        }
        cutOff(slice.off(), reason);
        return null;
    }

    private boolean entry(Slice.Blob blob, YamlHeader header, YamlCopies copies) throws BadBlobException {
        copies.requireRoom();
        JsonNode document = load(blob, copies);
        if (YamlEntry.isNothing(document)) {
            return false;
        }
        autoclave.tree(header.merge(YamlEntry.mapping(document), copies), new Origin(textname, blob.sha1()));
        return true;
    }

    private static JsonNode load(Slice.Blob blob, YamlCopies copies) throws BadBlobException {
        byte[] bytes = Arrays.copyOfRange(blob.bytes(), blob.from(), blob.from() + blob.length());
        return YamlDocument.load(bytes, copies);
    }

    /** Leaves a measurement in the autoclave and returns true, or finds that there is nothing to keep. */
    @FunctionalInterface
    private interface Attempt {
        boolean make() throws BadBlobException;
    }

    private void attempt(Slice.Blob blob, Attempt attempt) throws IOException {
        boolean made;
        try {
            made = attempt.make();
        } catch (BadBlobException e) {
            badBlob(blob.sha1(), blob.off(), blob.length(), e.reason());
            return;
        } catch (RuntimeException e) {
            badBlob(blob.sha1(), blob.off(), blob.length(), unforeseen(blob, e));
            return;
        }
        if (made) {
            TextBuffer datum = autoclave.datum();
            sink.datum(blob.sha1(), datum.bytes(), datum.length());
            data++;
        } else {
            // D8: a document that says nothing leaves no other trace.
            log.debug("{} @{}: a document that says nothing", textname, blob.off());
            empty++;
        }
    }

    /** One blob must not keep a bucket from being made; that a rule is missing stands in the log. */
    private BadReason unforeseen(Slice blob, RuntimeException e) {
        // Without its message, which may quote the measurement.
        String place = Arrays.stream(e.getStackTrace())
                .findFirst()
                .map(StackTraceElement::toString)
                .orElse("?");
        log.error(
                "{} @{}: no rule foresees this blob: {} at {}",
                textname,
                blob.off(),
                e.getClass().getName(),
                place);
        return BadReason.VALUE;
    }

    private void other(Slice slice) throws IOException {
        if (slice instanceof Slice.Oversize oversize) {
            badBlob(oversize.sha1(), oversize.off(), oversize.size(), BadReason.OVERFLOW);
        } else if (slice instanceof Slice.Cutoff cut) {
            cutOff(cut.off(), cut.reason());
        }
    }

    private void badBlob(byte[] sha1, long off, long size, BadReason reason) throws IOException {
        log.debug("{} @{}: a bad blob of {} bytes: {}", textname, off, size, reason);
        sink.badBlob(sha1, off, size, reason);
        badBlobs++;
    }

    private void cutOff(long off, BadReason reason) throws IOException {
        sink.cutOff(off, reason);
        cutOffs++;
    }
}
