package org.ooni.pipeline.cli.config;

import java.util.regex.Pattern;

/** Hides what must not be seen in what is shown. */
public final class Secrets {
    private static final String MASK = "******";

    /** {@code user:password@}, up to the last {@code @} before the path. */
    private static final Pattern IN_URL = Pattern.compile("(?i)(://[^:/?#\\s@]*:)[^/?#\\s]*(?=@)");

    private static final Pattern IN_KEYWORD =
            Pattern.compile("(?i)((?:ssl)?password\\s*=\\s*)(?:'(?:[^'\\\\]|\\\\.)*'?|(?:[^\\s\\\\&]|\\\\.)+)");

    private Secrets() {}

    static Value masked(String key, Value value) {
        boolean secret = Setting.of(key.substring(key.lastIndexOf('.') + 1))
                .filter(Setting::isSecret)
                .isPresent();
        String shown = secret && value.text() != null ? MASK : masked(value.text());
        return new Value(shown, value.source(), value.where());
    }

    /** {@code text} without the passwords of URLs and connection strings in it. */
    public static String masked(String text) {
        if (text == null) {
            return null;
        }
        String url = IN_URL.matcher(text).replaceAll("$1" + MASK);
        return IN_KEYWORD.matcher(url).replaceAll("$1" + MASK);
    }
}
