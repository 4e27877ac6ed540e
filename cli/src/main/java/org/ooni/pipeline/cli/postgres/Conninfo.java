package org.ooni.pipeline.cli.postgres;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ooni.pipeline.cli.exit.CommandException;

/** Reads libpq's keyword form: {@code host=db.example port = 5432 dbname='my \'db\''}. */
final class Conninfo {
    private final String text;
    private int position;

    private Conninfo(String text) {
        this.text = text;
    }

    /** Keywords in lower or upper case as given; the last of a repeated keyword wins, as in libpq. */
    static Map<String, String> parse(String text) {
        Conninfo conninfo = new Conninfo(text);
        Map<String, String> settings = new LinkedHashMap<>();
        conninfo.skipSpace();
        while (conninfo.more()) {
            String keyword = conninfo.keyword();
            settings.put(keyword, conninfo.value());
            conninfo.skipSpace();
        }
        return settings;
    }

    private String keyword() {
        int start = position;
        while (more() && text.charAt(position) != '=' && !Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        String keyword = text.substring(start, position);
        skipSpace();
        if (keyword.isEmpty() || !more() || text.charAt(position) != '=') {
            // Not the word itself: it may be the second half of a password with a space in it.
            throw CommandException.usage("--postgres: a keyword without '=' at character " + (start + 1)
                    + "; the form is 'host=… port=… user=… dbname=…', or an URL.");
        }
        position++;
        skipSpace();
        return keyword;
    }

    private String value() {
        return more() && text.charAt(position) == '\'' ? quoted() : plain();
    }

    private String plain() {
        StringBuilder value = new StringBuilder();
        while (more() && !Character.isWhitespace(text.charAt(position))) {
            appendUnescaped(value);
        }
        return value.toString();
    }

    private String quoted() {
        int start = position++;
        StringBuilder value = new StringBuilder();
        while (more()) {
            if (text.charAt(position) == '\'') {
                position++;
                return value.toString();
            }
            appendUnescaped(value);
        }
        throw CommandException.usage("--postgres: the quote at character " + (start + 1) + " is not closed.");
    }

    /** A backslash takes the next character as it is; at the end of the text it is dropped. */
    private void appendUnescaped(StringBuilder value) {
        if (text.charAt(position) == '\\') {
            position++;
        }
        if (more()) {
            value.append(text.charAt(position++));
        }
    }

    private boolean more() {
        return position < text.length();
    }

    private void skipSpace() {
        while (more() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }
}
