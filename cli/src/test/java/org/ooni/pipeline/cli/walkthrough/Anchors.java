package org.ooni.pipeline.cli.walkthrough;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Links of a page of Markdown, and the places in it that others may link to. Code is no text. */
public final class Anchors {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("#+ (.*)");

    private Anchors() {}

    /** A link to another place of the project: {@code page} is empty for the page itself, as may be {@code anchor}. */
    public record Link(int line, String page, String anchor) {}

    public static List<Link> links(List<String> page) {
        List<Link> links = new ArrayList<>();
        List<String> text = withoutCode(page);
        for (int i = 0; i < text.size(); i++) {
            Matcher link = LINK.matcher(text.get(i).replaceAll("`[^`]*`", "code"));
            while (link.find()) {
                String target = link.group(1);
                if (!target.contains("://")) {
                    String[] parts = target.split("#", 2);
                    links.add(new Link(i + 1, parts[0], parts.length == 2 ? parts[1] : ""));
                }
            }
        }
        return links;
    }

    /** The names that GitHub gives to headings. */
    public static Set<String> of(List<String> page) {
        Set<String> anchors = new TreeSet<>();
        for (String line : withoutCode(page)) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                String name = heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-');
                String unique = name;
                for (int n = 1; !anchors.add(unique); n++) {
                    unique = name + "-" + n;
                }
            }
        }
        return anchors;
    }

    private static List<String> withoutCode(List<String> page) {
        List<String> text = new ArrayList<>();
        boolean code = false;
        for (String line : page) {
            boolean fence = line.startsWith("```");
            text.add(code || fence ? "" : line);
            code ^= fence;
        }
        return text;
    }
}
