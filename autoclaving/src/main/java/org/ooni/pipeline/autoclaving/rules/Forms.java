package org.ooni.pipeline.autoclaving.rules;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.function.Function;

/** What texts in rules look like: parsers for {@link Section}, which refuse by an IllegalArgumentException. */
public final class Forms {
    public static final String COUNTRY = "[A-Z]{2}";
    public static final String NETWORK = "AS[0-9]{1,10}";

    private static final int LONGEST_EXPRESSION = 1000;

    private Forms() {}

    /** Text that says something. */
    public static String saying(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("empty");
        }
        return text;
    }

    public static Function<String, String> form(String expression) {
        return text -> {
            if (!text.matches(expression)) {
                throw new IllegalArgumentException("not of the form " + expression);
            }
            return text;
        };
    }

    /** An expression that is searched for in time linear in the text, and that does not find the empty text. */
    public static Pattern expression(String text) {
        if (text.length() > LONGEST_EXPRESSION) {
            throw new IllegalArgumentException("longer than " + LONGEST_EXPRESSION + " characters");
        }
        Pattern pattern;
        try {
            pattern = Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("not an expression of RE2, " + e.getDescription(), e);
        }
        if (pattern.matcher("").find()) {
            throw new IllegalArgumentException("matches where there is nothing");
        }
        return pattern;
    }
}
