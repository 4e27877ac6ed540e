package org.ooni.pipeline.cli.walkthrough;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of code in a page of Markdown.
 *
 * @param line of the page, from 1, for messages
 * @param language behind the fence; may be empty
 * @param file that the line before it names, as <code>`pom.xml`:</code>; may be empty
 * @param heading under which it stands, without the marks; may be empty
 */
public record Block(int line, String language, String file, String heading, List<String> lines) {
    private static final Pattern FENCE = Pattern.compile("```(\\w*)");
    private static final Pattern HEADING = Pattern.compile("#+ (.*)");
    private static final Pattern CAPTION = Pattern.compile("`([^`]+)`:");

    public static List<Block> of(List<String> page) {
        List<Block> blocks = new ArrayList<>();
        String caption = "";
        String heading = "";
        for (int i = 0; i < page.size(); i++) {
            Matcher named = CAPTION.matcher(page.get(i));
            Matcher fence = FENCE.matcher(page.get(i));
            Matcher headed = HEADING.matcher(page.get(i));
            if (fence.matches()) {
                int first = i + 1;
                i = first;
                while (!page.get(i).equals("```")) {
                    i++;
                }
                blocks.add(new Block(first, fence.group(1), caption, heading, List.copyOf(page.subList(first, i))));
                caption = "";
            } else if (named.matches()) {
                caption = named.group(1);
            } else if (headed.matches()) {
                heading = headed.group(1);
                caption = "";
            } else if (!page.get(i).isEmpty()) {
                caption = "";
            }
        }
        return blocks;
    }

    public String text() {
        return String.join("\n", lines) + "\n";
    }

    /** The line of the page behind it. */
    public int end() {
        return line + lines.size() + 1;
    }

    /** Of a diff: the text without the lines that begin with {@code other}. */
    public String side(char other) {
        StringBuilder side = new StringBuilder();
        for (String line : lines) {
            if (line.charAt(0) != other) {
                side.append(line.substring(1)).append('\n');
            }
        }
        return side.toString();
    }
}
