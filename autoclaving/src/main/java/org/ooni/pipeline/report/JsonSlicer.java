package org.ooni.pipeline.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Slices a report of JSON lines (normalisation rules §1.1).
 *
 * <pre>
 * report := (blob LF)*
 * blob   := '{' ... '}'     up to the first '}' that an LF follows
 * </pre>
 *
 * An LF elsewhere does not end a blob. Anything but {@code '{'} where a blob should begin breaks the frame, and a blob
 * without its LF is truncated even if it is complete JSON (D6).
 */
public final class JsonSlicer implements Slicer {
    private static final byte[] END = "}\n".getBytes(StandardCharsets.US_ASCII);

    private final ReportWindow window;
    private final BlobCutter cutter;
    private boolean done;

    /** @param maxBlob bytes; longer blobs come as {@link Slice.Oversize} */
    public JsonSlicer(InputStream report, int maxBlob) {
        this(report, maxBlob, ReportWindow.CHUNK);
    }

    JsonSlicer(InputStream report, int maxBlob, int chunk) {
        this.window = new ReportWindow(report, maxBlob, chunk);
        this.cutter = new BlobCutter(window, END, 1, maxBlob);
    }

    @Override
    public Slice next() throws IOException {
        if (done || !window.has(1)) {
            done = true;
            return null;
        }
        long off = window.off();
        if (window.bytes()[window.from()] != '{') {
            return cutoff(off, BadReason.BROKEN_FRAME);
        }
        Slice slice = cutter.cut(Sha1State.start());
        return slice == null ? cutoff(off, BadReason.TRUNCATED) : slice;
    }

    private Slice cutoff(long off, BadReason reason) throws IOException {
        done = true;
        window.drain();
        return new Slice.Cutoff(off, reason);
    }
}
