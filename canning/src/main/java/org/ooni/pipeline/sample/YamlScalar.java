package org.ooni.pipeline.sample;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/** Spells one scalar as Python 2's YAML writer did, and quotes whatever YAML 1.1 would take for something else. */
final class YamlScalar {
    /** Begins with a letter, an option's dash or a slash, so it is neither number, time nor indicator. */
    private static final Pattern PLAIN_IN_FLOW = Pattern.compile("(?:-{0,2}[A-Za-z]|/)[A-Za-z0-9_./+ -]*(?<! )");

    private static final Pattern PLAIN_IN_BLOCK =
            Pattern.compile("(?:-{0,2}[A-Za-z]|/)(?:[A-Za-z0-9_./+ ,;=?&%()-]|:(?=[^ ]))*(?<! )");
    private static final Pattern IPV4 = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");
    private static final Pattern RESERVED = Pattern.compile("(?i:y|n|yes|no|on|off|true|false|null)");

    private static final int WIDTH = 80;

    private YamlScalar() {}

    static void append(StringBuilder out, Object value, int indent, boolean inFlow) {
        if (value == null) {
            out.append("null");
        } else if (value instanceof BigDecimal number) {
            out.append(number.toPlainString());
        } else if (value instanceof Boolean || value instanceof Integer) {
            out.append(value);
        } else if (value instanceof byte[] bytes) {
            binary(out, bytes, indent + 2);
        } else if (value instanceof String text) {
            text(out, text, indent + 2, inFlow);
        } else {
            throw new IllegalArgumentException("not a YAML scalar: " + value.getClass());
        }
    }

    private static void text(StringBuilder out, String text, int indent, boolean inFlow) {
        if (isPlain(text, inFlow)) {
            out.append(text);
        } else if (isSingleQuotable(text)) {
            singleQuoted(out, text, indent);
        } else {
            boolean ascii = text.chars().allMatch(c -> c < 0x80);
            out.append(ascii ? "" : "!!python/str ");
            doubleQuoted(out, text, indent);
        }
    }

    private static boolean isPlain(String text, boolean inFlow) {
        Pattern plain = inFlow ? PLAIN_IN_FLOW : PLAIN_IN_BLOCK;
        return text.length() < WIDTH
                && (IPV4.matcher(text).matches()
                        || plain.matcher(text).matches()
                                && !RESERVED.matcher(text).matches());
    }

    /** Whether single quotes carry the text unchanged: printable ASCII, no blank at an edge or beside a blank. */
    private static boolean isSingleQuotable(String text) {
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean printable = c >= ' ' && c < 0x7f || c == '\n';
            boolean beside = isBlank(c) && isBlank(before) && !(c == '\n' && before == '\n');
            if (!printable || beside) {
                return false;
            }
            before = c;
        }
        return before != ' ' || text.isEmpty();
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\n';
    }

    private static void singleQuoted(StringBuilder out, String text, int indent) {
        out.append('\'');
        int lineStart = out.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean firstLineEnd = c == '\n' && (i == 0 || text.charAt(i - 1) != '\n');
            boolean lastLineEnd = c == '\n' && (i + 1 == text.length() || text.charAt(i + 1) != '\n');
            if (c == '\n') {
                out.append(firstLineEnd ? "\n\n" : "\n").append(lastLineEnd ? " ".repeat(indent) : "");
                lineStart = out.length();
            } else if (c == ' ' && out.length() - lineStart > WIDTH) {
                out.append('\n').append(" ".repeat(indent));
                lineStart = out.length();
            } else {
                out.append(c == '\'' ? "''" : String.valueOf(c));
            }
        }
        out.append('\'');
    }

    private static void doubleQuoted(StringBuilder out, String text, int indent) {
        out.append('"');
        int lineStart = out.length();
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (c == ' ' && out.length() - lineStart > WIDTH) {
                // An escaped line end joins the lines without a blank; the escaped blank is the text's own.
                out.append("\\\n").append(" ".repeat(indent)).append('\\');
                lineStart = out.length();
            }
            escaped(out, c);
        }
        out.append('"');
    }

    private static void escaped(StringBuilder out, int c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (c >= ' ' && c < 0x7f) {
                    out.append((char) c);
                } else if (c < 0x100) {
                    out.append("\\x").append(hex(c, 2));
                } else if (c < 0x10000) {
                    out.append("\\u").append(hex(c, 4));
                } else {
                    out.append("\\U").append(hex(c, 8));
                }
            }
        }
    }

    private static String hex(int c, int digits) {
        String hex = Integer.toHexString(c);
        return "0".repeat(digits - hex.length()) + hex;
    }

    private static void binary(StringBuilder out, byte[] bytes, int indent) {
        out.append("!!binary |");
        String base64 = Base64.getMimeEncoder(76, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(bytes);
        for (String line : base64.split("\n")) {
            out.append('\n').append(" ".repeat(indent)).append(line);
        }
    }
}
