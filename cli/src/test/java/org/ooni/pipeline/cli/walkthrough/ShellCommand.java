package org.ooni.pipeline.cli.walkthrough;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command of a block marked {@code sh}, with what the comments behind it say of it.
 *
 * <pre>
 * bin/pipeline verify --root /data --bucket 2017-01-02     # exit 65: there is damage
 * #   2017-01-02 verify: 1 finding, 9 cans, …
 * </pre>
 *
 * @param line of the page
 * @param exit the code it ends with, 0 unless a comment begins with {@code exit}
 * @param output lines that it prints, those of comments that are indented by three blanks
 */
public record ShellCommand(int line, String text, int exit, List<String> output) {
    private static final Pattern EXIT = Pattern.compile("exit (\\d+).*");
    private static final String PRINTED = "#   ";

    public static List<ShellCommand> of(Block block) {
        List<ShellCommand> commands = new ArrayList<>();
        List<String> lines = block.lines();
        for (int i = 0; i < lines.size(); i++) {
            int first = i;
            String text = lines.get(i);
            if (text.isBlank() || text.startsWith("#")) {
                continue;
            }
            while (ShellWords.of(text + "\n").isUnfinished()) {
                i++;
                text += "\n" + lines.get(i);
            }
            List<String> comments = new ArrayList<>();
            comments.addAll(ShellWords.of(text).comments());
            List<String> output = new ArrayList<>();
            while (i + 1 < lines.size() && lines.get(i + 1).startsWith("#")) {
                i++;
                comments.add(lines.get(i).substring(1).strip());
                if (lines.get(i).startsWith(PRINTED)) {
                    output.add(lines.get(i).substring(PRINTED.length()));
                }
            }
            commands.add(new ShellCommand(block.line() + first + 1, text, exit(comments), output));
        }
        return commands;
    }

    private static int exit(List<String> comments) {
        for (String comment : comments) {
            Matcher exit = EXIT.matcher(comment);
            if (exit.matches()) {
                return Integer.parseInt(exit.group(1));
            }
        }
        return 0;
    }

    /** The name of the program that is run first. */
    public String program() {
        return ShellWords.of(text).commands().get(0).get(0);
    }
}
