package org.ooni.pipeline.io;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32;

/** Sums up bytes as they pass. Not thread-safe. */
public final class Digester {
    private final MessageDigest sha1 = newSha1();
    private final CRC32 crc32 = new CRC32();
    private long size;

    public void update(byte[] bytes, int off, int length) {
        sha1.update(bytes, off, length);
        crc32.update(bytes, off, length);
        size += length;
    }

    /** Bytes seen since the start or the last {@link #finish()}. */
    public long size() {
        return size;
    }

    /** Ends the sum; the digester starts again from nothing. */
    public FileDigest finish() {
        FileDigest digest = new FileDigest(size, (int) crc32.getValue(), Sha1.of(sha1.digest()));
        crc32.reset();
        size = 0;
        return digest;
    }

    public static MessageDigest newSha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
