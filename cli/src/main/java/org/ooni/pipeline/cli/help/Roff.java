package org.ooni.pipeline.cli.help;

import java.util.Locale;

/** Writes the man macros of roff. Text is given plain; what roff would take for its own is escaped here. */
final class Roff {
    private final StringBuilder page = new StringBuilder();

    /** {@code name(1)}, with the date and the version that stand at the foot of the page. */
    static Roff page(String name, String date, String version) {
        Roff roff = new Roff();
        roff.page.append(".TH \"%s\" \"1\" \"%s\" \"%s\" \"User commands\"\n"
                .formatted(escaped(name.toUpperCase(Locale.ROOT)), escaped(date), escaped(version)));
        // Words are neither broken nor spread out: options and examples are to be copied.
        roff.page.append(".nh\n.ad l\n");
        return roff;
    }

    Roff section(String title) {
        page.append(".SH ").append(escaped(title)).append('\n');
        return this;
    }

    Roff paragraph(String text) {
        page.append(".PP\n").append(line(escaped(text)));
        return this;
    }

    /** A paragraph in which options are bold. */
    Roff synopsis(String program, String rest) {
        page.append(".PP\n")
                .append(bold(program))
                .append(' ')
                .append(markedUp(rest))
                .append('\n');
        return this;
    }

    /** A term, in which options are bold, and below it what it means. */
    Roff item(String term, String text) {
        page.append(".TP\n").append(line(markedUp(term))).append(line(escaped(text)));
        return this;
    }

    /** Lines as they are. */
    Roff example(Iterable<String> lines) {
        page.append(".PP\n.RS 4\n.nf\n");
        lines.forEach(text -> page.append(line(escaped(text))));
        page.append(".fi\n.RE\n");
        return this;
    }

    /** Other pages of section 1. */
    Roff references(Iterable<String> names) {
        String separator = "";
        page.append(".PP\n");
        for (String name : names) {
            page.append(separator).append(bold(name)).append("(1)");
            separator = ",\n";
        }
        page.append('\n');
        return this;
    }

    @Override
    public String toString() {
        return page.toString();
    }

    private static String bold(String text) {
        return "\\fB" + escaped(text) + "\\fR";
    }

    private static String markedUp(String text) {
        return escaped(text).replaceAll("(?<![\\w-])(?:\\\\-){1,2}\\w(?:\\w|\\\\-(?=\\w))*", "\\\\fB$0\\\\fR");
    }

    /** A line of text that begins like a macro would be taken for one. */
    private static String line(String escaped) {
        return (escaped.startsWith(".") || escaped.startsWith("\\(aq") ? "\\&" : "") + escaped + "\n";
    }

    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> escaped.append(escaped(c)));
        return escaped.toString();
    }

    private static String escaped(int c) {
        return switch (c) {
            case '\\' -> "\\e";
            case '-' -> "\\-";
            case '\'' -> "\\(aq";
            case '"' -> "\\(dq";
            case '`' -> "\\(ga";
            case '^' -> "\\(ha";
            case '~' -> "\\(ti";
            // Plain terminals have no such character.
            case '…' -> "...";
            default -> c < 0x80 ? Character.toString(c) : "\\[u%04X]".formatted(c);
        };
    }
}
