package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks Prometheus's text format as its collector does: declared before, together, each series once. */
final class PrometheusText {
    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\"";
    private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) (" + NAME + ") (.+)");
    private static final Pattern SAMPLE =
            Pattern.compile("(" + NAME + ")\\{(" + LABEL + "(?:," + LABEL + ")*)} (-?\\d+(?:\\.\\d+)?)");

    private PrometheusText() {}

    static void check(String text) {
        assertThat(text).isNotEmpty().endsWith("\n");
        Set<String> declared = new HashSet<>();
        Set<String> series = new HashSet<>();
        String current = "";
        for (String line : text.split("\n")) {
            Matcher comment = COMMENT.matcher(line);
            if (comment.matches()) {
                assertThat(declared.add(comment.group(1) + " " + comment.group(2)))
                        .as(line)
                        .isTrue();
                current = comment.group(2);
                continue;
            }
            Matcher sample = SAMPLE.matcher(line);
            assertThat(sample.matches()).as(line).isTrue();
            assertThat(sample.group(1)).as("samples follow their declaration").isEqualTo(current);
            assertThat(declared).contains("TYPE " + sample.group(1), "HELP " + sample.group(1));
            assertThat(series.add(sample.group(1) + sample.group(2)))
                    .as("once: " + line)
                    .isTrue();
        }
    }
}
