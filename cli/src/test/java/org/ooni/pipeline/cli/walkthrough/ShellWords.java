package org.ooni.pipeline.cli.walkthrough;

import java.util.ArrayList;
import java.util.List;

/**
 * Shell text taken apart as far as pages need it: quotes, escapes, comments, and the signs that part one simple command
 * from the next. Substitutions in double quotes stay as they are; here-documents are not known.
 */
final class ShellWords {
    private static final String SIGNS = "|&;()<>\n";

    private final String text;
    private final List<List<String>> commands = new ArrayList<>();
    private final List<String> comments = new ArrayList<>();
    private List<String> words = new ArrayList<>();
    private StringBuilder word;
    private char lastSign = ';';
    private boolean open;
    private int at;

    private ShellWords(String text) {
        this.text = text;
    }

    static ShellWords of(String text) {
        ShellWords words = new ShellWords(text);
        words.read();
        return words;
    }

    /** The words of each simple command, unquoted; redirections are among them as commands of their own. */
    List<List<String>> commands() {
        return commands;
    }

    /** What stands behind {@code #}, stripped. */
    List<String> comments() {
        return comments;
    }

    /** Whether the next line belongs to it as well. */
    boolean isUnfinished() {
        return open;
    }

    private void read() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            switch (c) {
                case '\'' -> quoted('\'');
                case '"' -> quoted('"');
                case '\\' -> escaped();
                case '$' -> dollar();
                case '#' -> comment();
                default -> plain(c);
            }
        }
        endWord();
        open |= lastSign == '|' && words.isEmpty();
        endCommand();
    }

    private void plain(char c) {
        if (SIGNS.indexOf(c) >= 0) {
            boolean numbered =
                    (c == '<' || c == '>') && word != null && word.toString().matches("[0-9]");
            word = numbered ? null : word;
            endWord();
            endCommand();
            lastSign = c == '\n' ? lastSign : c;
        } else if (Character.isWhitespace(c)) {
            endWord();
        } else {
            add(c);
        }
    }

    private void quoted(char quote) {
        begin();
        while (at < text.length() && text.charAt(at) != quote) {
            boolean escape = quote == '"' && text.charAt(at) == '\\' && at + 1 < text.length();
            at += escape ? 1 : 0;
            word.append(text.charAt(at++));
        }
        open |= at == text.length();
        at++;
    }

    private void escaped() {
        if (at == text.length() || text.charAt(at) == '\n' && at + 1 == text.length()) {
            open = true;
            at++;
        } else if (text.charAt(at) == '\n') {
            at++;
            endWord();
        } else {
            add(text.charAt(at++));
        }
    }

    private void dollar() {
        add('$');
        if (at < text.length() && text.charAt(at) == '(') {
            endWord();
            endCommand();
            at++;
        }
    }

    private void comment() {
        if (word != null) {
            add('#');
            return;
        }
        int end = text.indexOf('\n', at);
        end = end < 0 ? text.length() : end;
        comments.add(text.substring(at, end).strip());
        at = end;
    }

    private void add(char c) {
        begin();
        word.append(c);
    }

    private void begin() {
        if (word == null) {
            word = new StringBuilder();
        }
    }

    private void endWord() {
        if (word != null) {
            words.add(word.toString());
            word = null;
        }
    }

    private void endCommand() {
        if (!words.isEmpty()) {
            commands.add(words);
            words = new ArrayList<>();
            lastSign = ';';
        }
    }
}
