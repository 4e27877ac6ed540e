package org.ooni.pipeline.cli.walkthrough;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A command that a page shows, and what it prints there. In the output {@code …} stands for anything, also for lines.
 *
 * @param line of the page
 */
public record Command(int line, String text, List<String> output) {

    public static List<Command> of(Block console) {
        List<Command> commands = new ArrayList<>();
        for (int i = 0; i < console.lines().size(); i++) {
            String line = console.lines().get(i);
            if (line.startsWith("$ ")) {
                commands.add(new Command(console.line() + i + 1, line.substring(2), new ArrayList<>()));
            } else {
                commands.get(commands.size() - 1).output().add(line);
            }
        }
        return commands;
    }

    /** What the real output has to match as a whole. */
    public Pattern expected() {
        StringBuilder regex = new StringBuilder();
        for (String line : output) {
            if (line.equals("…")) {
                regex.append("(?:.*\n)*?");
            } else {
                for (String part : line.split("(?<=…)|(?=…)")) {
                    regex.append(part.equals("…") ? ".*" : Pattern.quote(part));
                }
                regex.append('\n');
            }
        }
        return Pattern.compile(regex.toString());
    }
}
