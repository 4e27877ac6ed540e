package org.ooni.pipeline.autoclaving.normalise;

/**
 * Where a measurement comes from, which becomes part of it.
 *
 * @param textname {@code <bucket>/<report file>}
 * @param sha1 20 bytes, of its raw blob
 */
public record Origin(String textname, byte[] sha1) {
    /** The bucket's date. */
    public String bucket() {
        return textname.substring(0, textname.indexOf('/'));
    }

    /** The id of a measurement that has none: the first half of its SHA-1 in a UUID's spelling, no bits changed. */
    public String id() {
        String hex = java.util.HexFormat.of().formatHex(sha1);
        return String.join(
                "-",
                hex.substring(0, 8),
                hex.substring(8, 12),
                hex.substring(12, 16),
                hex.substring(16, 20),
                hex.substring(20, 32));
    }
}
