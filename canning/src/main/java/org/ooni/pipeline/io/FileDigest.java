package org.ooni.pipeline.io;

import java.util.Optional;

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
        Optional<Finding> difference = difference(actual, file, what);
        if (difference.isPresent()) {
            throw new CorruptFileException(difference.get());
        }
    }

    /** The first figure in which {@code actual}, read from {@code file}, differs from this digest. */
    public Optional<Finding> difference(FileDigest actual, String file, String what) {
        if (size != actual.size) {
            return Optional.of(Finding.of(file, actual.size, what + " size", size, actual.size));
        }
        if (crc32 != actual.crc32) {
            return Optional.of(Finding.of(file, 0, what + " crc32", crc32, actual.crc32));
        }
        return sha1.equals(actual.sha1)
                ? Optional.empty()
                : Optional.of(Finding.of(file, 0, what + " sha1", sha1, actual.sha1));
    }
}
