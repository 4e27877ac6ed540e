package org.ooni.pipeline.autoclaving.sanitise;

/** The characters that addresses and fingerprints are spelled with, read at a place in a text. */
final class Spelling {
    private static final int HIGHEST_PORT = 65535;

    private Spelling() {}

    static boolean isDigit(String text, int at) {
        return at >= 0 && at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    static boolean isHex(String text, int at) {
        return at >= 0 && at < text.length() && hex(text.charAt(at)) >= 0;
    }

    static boolean is(String text, int at, char c) {
        return at >= 0 && at < text.length() && text.charAt(at) == c;
    }

    /** The value of a hex digit of ASCII, or -1. */
    static int hex(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int lower = c | 0x20;
        return c < 0x80 && lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    static int digitsEnd(String text, int from) {
        int end = from;
        while (isDigit(text, end)) {
            end++;
        }
        return end;
    }

    /** The number that some digits stand for, or one above the highest that is wanted. */
    static int number(String text, int from, int to, int highest) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = Math.min(highest + 1, 10 * number + text.charAt(i) - '0');
        }
        return number;
    }

    /** Where the port of an address ends that ends at {@code at}: there, when no port follows. */
    static int portEnd(String text, int at) {
        int end = is(text, at, ':') ? digitsEnd(text, at + 1) : at;
        return end > at + 1 && number(text, at + 1, end, HIGHEST_PORT) <= HIGHEST_PORT ? end : at;
    }

    static int port(String text, int at, int end) {
        return end == at ? Endpoint.NO_PORT : number(text, at + 1, end, HIGHEST_PORT);
    }
}
