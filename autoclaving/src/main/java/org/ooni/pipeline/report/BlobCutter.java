package org.ooni.pipeline.report;

import java.io.IOException;

/** Cuts the blob at the front of a window, up to an end mark. */
final class BlobCutter {
    private final ReportWindow window;
    private final byte[] endMark;
    private final int markInBlob;
    private final int maxBlob;

    /** @param markInBlob how many bytes of the end mark belong to the blob; the others are skipped */
    BlobCutter(ReportWindow window, byte[] endMark, int markInBlob, int maxBlob) {
        this.window = window;
        this.endMark = endMark;
        this.markInBlob = markInBlob;
        this.maxBlob = maxBlob;
    }

    /**
     * The blob, or null if the report ends before the mark comes.
     *
     * @param sha1 the digest so far, which takes in the blob
     */
    Slice cut(Sha1State sha1) throws IOException {
        long off = window.off();
        long dropped = 0;
        int searched = 0;
        while (true) {
            int end = window.indexOf(endMark, searched);
            if (end >= 0) {
                return slice(off, dropped, end + markInBlob, sha1);
            }
            // A mark may lie across the border of two chunks.
            searched = Math.max(searched, window.size() - endMark.length + 1);
            if (dropped > 0 || window.size() > maxBlob) {
                sha1.update(window.bytes(), window.from(), searched);
                window.skip(searched);
                dropped += searched;
                searched = 0;
            }
            if (!window.more()) {
                return null;
            }
        }
    }

    private Slice slice(long off, long dropped, int length, Sha1State sha1) {
        int from = window.from();
        sha1.update(window.bytes(), from, length);
        window.skip(length + endMark.length - markInBlob);
        long size = dropped + length;
        return size > maxBlob
                ? new Slice.Oversize(off, size, sha1.value())
                : new Slice.Blob(off, window.bytes(), from, length, sha1.value());
    }
}
