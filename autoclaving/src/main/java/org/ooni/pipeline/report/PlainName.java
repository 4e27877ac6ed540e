package org.ooni.pipeline.report;

/**
 * A test's name without what its spellings differ in: case, blanks, {@code _} and {@code -}. What must not be evaded by
 * another spelling is decided by it (D42).
 */
public final class PlainName {
    private PlainName() {}

    /** {@code bridgereachability} of {@code Bridge-Reachability} and its like. */
    public static String of(String testName) {
        StringBuilder plain = new StringBuilder(testName.length());
        testName.codePoints()
                .filter(c -> c != '_' && c != '-' && !isBlank(c))
                .map(Character::toLowerCase)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    /** Whether a character is white space of Unicode or of Python, which counts the separators U+001C to U+001F. */
    public static boolean isBlank(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
    }
}
