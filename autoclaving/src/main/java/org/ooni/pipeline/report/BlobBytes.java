package org.ooni.pipeline.report;

/** The bytes of one blob, from {@code start} to before {@code end} of an array. */
record BlobBytes(byte[] bytes, int start, int end) {
    /** The blob is no JSON of the dialect; the detail says where and why, and quotes nothing. */
    BadBlobException refused(int at, String why) {
        return new BadBlobException(BadReason.VALUE, "byte " + (at - start) + " of the blob: " + why);
    }
}
