package org.ooni.pipeline.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Slices a report of YAML documents (normalisation rules §1.2, §1.3).
 *
 * <pre>
 * report  := (blob | trailer | comment)*
 * blob    := '---' LF ... LF '...' LF      the first is the report's header, the others its entries
 * trailer := '...' LF                      a second end of a blob, skipped
 * comment := '#' ... LF                    skipped
 * </pre>
 *
 * The LF that ends {@code ---} may be the one before {@code ...}: an empty document. Fewer than four bytes at the end
 * are truncated whatever they are; anything else breaks the frame. The digest of an entry is that of the header's blob
 * and the entry's blob together, for an entry without its header is no measurement.
 */
public final class YamlSlicer implements Slicer {
    private static final byte[] START = ascii("---\n");
    private static final byte[] TRAILER = ascii("...\n");
    private static final byte[] END = ascii("\n...\n");
    private static final byte[] LF = ascii("\n");

    private final ReportWindow window;
    private final BlobCutter cutter;
    private Sha1State header;
    private boolean done;

    /** @param maxBlob bytes; longer blobs come as {@link Slice.Oversize} */
    public YamlSlicer(InputStream report, int maxBlob) {
        this(report, maxBlob, ReportWindow.CHUNK);
    }

    YamlSlicer(InputStream report, int maxBlob, int chunk) {
        this.window = new ReportWindow(report, maxBlob, chunk);
        this.cutter = new BlobCutter(window, END, END.length, maxBlob);
    }

    @Override
    public Slice next() throws IOException {
        while (!done && window.has(1)) {
            long off = window.off();
            if (!window.has(START.length)) {
                return cutoff(off, BadReason.TRUNCATED);
            }
            if (window.startsWith(START)) {
                Slice slice = cutter.cut(digest());
                return slice == null ? cutoff(off, BadReason.TRUNCATED) : slice;
            }
            if (window.startsWith(TRAILER)) {
                window.skip(TRAILER.length);
            } else if (window.bytes()[window.from()] != '#') {
                return cutoff(off, BadReason.BROKEN_FRAME);
            } else if (!skipLine()) {
                return cutoff(off, BadReason.TRUNCATED);
            }
        }
        done = true;
        return null;
    }

    /** The state which the next blob goes into: the header's own the first time, then a fork of it. */
    private Sha1State digest() {
        if (header != null) {
            return header.fork();
        }
        header = Sha1State.start();
        return header;
    }

    /** A comment may be as long as the report: it is not held in memory. */
    private boolean skipLine() throws IOException {
        int end;
        while ((end = window.indexOf(LF, 0)) < 0) {
            window.skip(window.size());
            if (!window.more()) {
                return false;
            }
        }
        window.skip(end + 1);
        return true;
    }

    private Slice cutoff(long off, BadReason reason) throws IOException {
        done = true;
        window.drain();
        return new Slice.Cutoff(off, reason);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
