package org.ooni.pipeline.io;

/**
 * What a run of bytes amounts to, enough to notice damage (not attack).
 *
 * @param size in bytes
 * @param crc32 the CRC-32 of zlib as a signed 32-bit number, as indexes and the metadb hold it
 * @param sha1 of the same bytes
 */
public record FileDigest(long size, int crc32, Sha1 sha1) {

    /** Demands that {@code actual}, read from {@code file}, is this digest; names the first figure that differs. */
    public void require(FileDigest actual, String file, String what) throws CorruptFileException {
        if (size != actual.size) {
            throw new CorruptFileException(file, actual.size, what + " size", size, actual.size);
        }
        if (crc32 != actual.crc32) {
            throw new CorruptFileException(file, 0, what + " crc32", crc32, actual.crc32);
        }
        if (!sha1.equals(actual.sha1)) {
            throw new CorruptFileException(file, 0, what + " sha1", sha1, actual.sha1);
        }
    }
}
