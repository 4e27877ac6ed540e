package org.ooni.pipeline.io;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** The 20 bytes of a SHA-1. Indexes spell them in base64, the metadb holds the bytes. Immutable. */
public final class Sha1 {
    private static final int LENGTH = 20;

    private final byte[] bytes;

    private Sha1(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a SHA-1 has " + LENGTH + " bytes, not " + bytes.length);
        }
        this.bytes = bytes;
    }

    public static Sha1 of(byte[] bytes) {
        return new Sha1(bytes.clone());
    }

    /** Reads the standard alphabet with padding; anything else is an {@link IllegalArgumentException}. */
    public static Sha1 ofBase64(String text) {
        return new Sha1(Base64.getDecoder().decode(text));
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sha1 that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return base64();
    }
}
