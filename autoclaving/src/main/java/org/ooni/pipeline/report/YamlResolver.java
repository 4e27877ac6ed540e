package org.ooni.pipeline.report;

/**
 * Decides what a plain scalar is, by YAML 1.1 as the probes' own writer understood it (normalisation rules §2.4):
 * {@code 012} is octal, {@code 1:30} counts minutes, {@code no} is false, {@code 1e5} is text.
 */
final class YamlResolver {
    private YamlResolver() {}

    static YamlTag resolve(String plain) {
        if (plain.isEmpty()) {
            return YamlTag.NULL;
        }
        return switch (plain.charAt(0)) {
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(plain);
            case '-', '+', '.' -> signed(plain);
            case 'y', 'Y', 'n', 'N', 't', 'T', 'f', 'F', 'o', 'O' -> word(plain);
            case '~' -> plain.length() == 1 ? YamlTag.NULL : YamlTag.TEXT;
            case '<' -> plain.equals("<<") ? YamlTag.MERGE : YamlTag.TEXT;
            default -> YamlTag.TEXT;
        };
    }

    private static YamlTag word(String plain) {
        return switch (plain) {
            case "yes", "Yes", "YES", "no", "No", "NO", "true", "True", "TRUE" -> YamlTag.BOOL;
            case "false", "False", "FALSE", "on", "On", "ON", "off", "Off", "OFF" -> YamlTag.BOOL;
            case "null", "Null", "NULL" -> YamlTag.NULL;
            default -> YamlTag.TEXT;
        };
    }

    private static YamlTag number(String plain) {
        YamlTag tag = signed(plain);
        return tag == YamlTag.TEXT && YamlTime.isPlain(plain) ? YamlTag.TIMESTAMP : tag;
    }

    private static YamlTag signed(String plain) {
        if (isFloat(plain)) {
            return YamlTag.FLOAT;
        }
        return isInt(plain) ? YamlTag.INT : YamlTag.TEXT;
    }

    private static boolean isFloat(String s) {
        int start = afterSign(s);
        if (at(s, start) == '.') {
            return isPointFloat(s, start);
        }
        int end = afterDigits(s, start, '9');
        if (!isDigit(at(s, start))) {
            return false;
        }
        if (at(s, end) == '.') {
            return isExponentOrEnd(s, afterDigits(s, end + 1, '9'));
        }
        int sixties = afterSixties(s, end);
        return sixties > end && at(s, sixties) == '.' && afterDigits(s, sixties + 1, '9') == s.length();
    }

    /** {@code .5}, {@code .inf}, {@code .nan}; of these only infinity takes a sign. */
    private static boolean isPointFloat(String s, int point) {
        switch (s.substring(point, Math.min(s.length(), point + 5))) {
            case ".inf", ".Inf", ".INF":
                return true;
            case ".nan", ".NaN", ".NAN":
                return point == 0;
            default:
                int end = afterDigits(s, point + 1, '9');
                return point == 0 && end > 1 && isExponentOrEnd(s, end);
        }
    }

    /** An exponent needs its sign. */
    private static boolean isExponentOrEnd(String s, int from) {
        if (from == s.length()) {
            return true;
        }
        int digits = from + 2;
        while (isDigit(at(s, digits))) {
            digits++;
        }
        return (at(s, from) == 'e' || at(s, from) == 'E')
                && (at(s, from + 1) == '-' || at(s, from + 1) == '+')
                && digits > from + 2
                && digits == s.length();
    }

    private static boolean isInt(String s) {
        int start = afterSign(s);
        char first = at(s, start);
        if (first == '0') {
            return s.length() == start + 1 || isBasedInt(s, start + 1);
        }
        int end = afterDigits(s, start, '9');
        return isDigit(first) && (end == s.length() || afterSixties(s, end) == s.length());
    }

    private static boolean isBasedInt(String s, int afterZero) {
        return switch (s.charAt(afterZero)) {
            case 'b' -> s.length() > afterZero + 1 && afterDigits(s, afterZero + 1, '1') == s.length();
            case 'x' -> s.length() > afterZero + 1 && afterHex(s, afterZero + 1) == s.length();
            default -> afterDigits(s, afterZero, '7') == s.length();
        };
    }

    private static int afterSign(String s) {
        return s.charAt(0) == '-' || s.charAt(0) == '+' ? 1 : 0;
    }

    private static int afterDigits(String s, int from, char highest) {
        int i = from;
        while (at(s, i) == '_' || (at(s, i) >= '0' && at(s, i) <= highest)) {
            i++;
        }
        return i;
    }

    private static int afterHex(String s, int from) {
        int i = from;
        while (at(s, i) == '_' || isDigit(at(s, i)) || (at(s, i) | 0x20) >= 'a' && (at(s, i) | 0x20) <= 'f') {
            i++;
        }
        return i;
    }

    /** Passes {@code :0} to {@code :59}, as often as they come. */
    private static int afterSixties(String s, int from) {
        int i = from;
        while (at(s, i) == ':' && isDigit(at(s, i + 1))) {
            i += at(s, i + 1) <= '5' && isDigit(at(s, i + 2)) ? 3 : 2;
        }
        return i;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** NUL behind the end; no plain scalar holds one. */
    private static char at(String s, int i) {
        return i < s.length() ? s.charAt(i) : 0;
    }
}
