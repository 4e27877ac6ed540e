package org.ooni.pipeline.autoclaving.sanitise;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What is known of a bridge.
 *
 * @param fingerprint 40 hex digits in either case, or null
 * @param distributor or null
 * @param transport or null
 */
record Bridge(String fingerprint, String distributor, String transport) {

    /** The public name of a bridge: the SHA-1, in lower-case hex, of the bytes that the fingerprint stands for. */
    static String hashed(String fingerprint) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return HexFormat.of().formatHex(sha1.digest(HexFormat.of().parseHex(fingerprint)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    static boolean isFingerprint(String text) {
        return text != null
                && text.length() == Tokens.FINGERPRINT
                && text.chars().allMatch(c -> Spelling.hex((char) c) >= 0);
    }
}
