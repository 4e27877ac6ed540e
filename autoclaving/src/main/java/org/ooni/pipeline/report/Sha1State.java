package org.ooni.pipeline.report;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A SHA-1 under way; unlike the digest of the JDK it can be read and taken further, or forked. */
final class Sha1State {
    private final MessageDigest digest;

    private Sha1State(MessageDigest digest) {
        this.digest = digest;
    }

    static Sha1State start() {
        try {
            return new Sha1State(MessageDigest.getInstance("SHA-1"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    void update(byte[] bytes, int from, int length) {
        digest.update(bytes, from, length);
    }

    Sha1State fork() {
        return new Sha1State(cloneOf(digest));
    }

    /** The digest, 20 bytes, of what was taken in so far. */
    byte[] value() {
        return cloneOf(digest).digest();
    }

    private static MessageDigest cloneOf(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this platform's SHA-1 cannot be forked", e);
        }
    }
}
