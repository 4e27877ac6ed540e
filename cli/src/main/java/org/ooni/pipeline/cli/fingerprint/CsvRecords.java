package org.ooni.pipeline.cli.fingerprint;

import java.util.ArrayList;
import java.util.List;
import org.ooni.pipeline.io.BadInputException;

/**
 * CSV as RFC 4180 has it, and nothing else: fields with quotes, commas or line ends stand in quotes, a quote in them is
 * doubled, every record has as many fields as the first. Lines end with CR LF or with LF alone.
 */
final class CsvRecords {
    private final String name;
    private final String text;
    private int at;
    private int line = 1;

    private CsvRecords(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /** @param line where the record begins, from 1 */
    record CsvRecord(int line, List<String> fields) {}

    /**
     * All records of a text, the first included.
     *
     * @param name of the text, for messages
     * @throws BadInputException when the text is not CSV; it names the line
     */
    static List<CsvRecord> of(String name, String text) throws BadInputException {
        CsvRecords csv = new CsvRecords(name, text);
        List<CsvRecord> records = new ArrayList<>();
        while (csv.at < text.length()) {
            int begin = csv.line;
            CsvRecord next = new CsvRecord(begin, csv.fields());
            int expected = records.isEmpty()
                    ? next.fields().size()
                    : records.get(0).fields().size();
            if (next.fields().size() != expected) {
                throw csv.bad(begin, "has " + next.fields().size() + " fields, the first line " + expected);
            }
            records.add(next);
        }
        return records;
    }

    private List<String> fields() throws BadInputException {
        List<String> fields = new ArrayList<>();
        do {
            fields.add(peek() == '"' ? quoted() : plain());
        } while (skip(","));
        if (!skip("\r\n") && !skip("\n") && at < text.length()) {
            throw bad(line, "has text after a closing quote, or a CR without LF");
        }
        line++;
        return fields;
    }

    private String plain() throws BadInputException {
        int begin = at;
        while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            if (text.charAt(at) == '"') {
                throw bad(line, "has a quote inside a field that does not begin with one");
            }
            at++;
        }
        return text.substring(begin, at);
    }

    private String quoted() throws BadInputException {
        int begin = line;
        StringBuilder field = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                if (peek() != '"') {
                    return field.toString();
                }
            }
            if (c == '\n') {
                line++;
            }
            field.append(c);
        }
        throw bad(begin, "opens a quote that is never closed");
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\n';
    }

    private boolean skip(String expected) {
        boolean there = text.startsWith(expected, at);
        if (there) {
            at += expected.length();
        }
        return there;
    }

    private BadInputException bad(int where, String what) {
        return new BadInputException(name + ": line " + where + " " + what);
    }
}
