package org.ooni.pipeline.cli.walkthrough;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Where a page calls this program, by whichever of its names. */
public final class PipelineCalls {
    private static final Pattern NAME = Pattern.compile("(.*/)?(ooni-)?pipeline");
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Z_a-z]+=.*");

    private PipelineCalls() {}

    /**
     * The arguments of each call in shell text, in a crontab, or behind {@code sudo}.
     *
     * @param commands by whose names a call is known that does not begin its line
     */
    public static List<List<String>> of(String text, Set<String> commands) {
        List<List<String>> calls = new ArrayList<>();
        for (List<String> words : ShellWords.of(text).commands()) {
            int first = 0;
            while (first < words.size() && ASSIGNMENT.matcher(words.get(first)).matches()) {
                first++;
            }
            for (int i = first; i < words.size(); i++) {
                boolean known = i + 1 < words.size() && commands.contains(words.get(i + 1));
                if (NAME.matcher(words.get(i)).matches() && (i == first || known)) {
                    calls.add(words.subList(i + 1, words.size()));
                    break;
                }
            }
        }
        return calls;
    }
}
