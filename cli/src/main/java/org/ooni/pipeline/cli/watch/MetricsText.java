package org.ooni.pipeline.cli.watch;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prometheus's text format, as far as it is ours: {@code name{command="run",…} value}. */
final class MetricsText {
    private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)\\{(command=\"[^\"]*\"[^}]*)} (-?[0-9.]+)");

    private final Map<Metric, Map<String, String>> samples = new EnumMap<>(Metric.class);

    /** Takes our samples of {@code text}; what is not ours is left out. */
    static MetricsText parse(String text) {
        MetricsText parsed = new MetricsText();
        text.lines()
                .map(SAMPLE::matcher)
                .filter(Matcher::matches)
                .forEach(sample -> Metric.of(sample.group(1))
                        .ifPresent(metric -> parsed.of(metric).put(sample.group(2), sample.group(3))));
        return parsed;
    }

    private Map<String, String> of(Metric metric) {
        return samples.computeIfAbsent(metric, key -> new TreeMap<>());
    }

    /** @param more labels and values by turns, after that of the command */
    void put(Metric metric, Number value, String command, String... more) {
        StringBuilder labels = new StringBuilder(label("command", command));
        for (int i = 0; i < more.length; i += 2) {
            labels.append(',').append(label(more[i], more[i + 1]));
        }
        of(metric).put(labels.toString(), value.toString());
    }

    /** The value without further labels. */
    Optional<String> value(Metric metric, String command) {
        return Optional.ofNullable(of(metric).get(label("command", command)));
    }

    void remove(String command) {
        String label = label("command", command);
        samples.values()
                .forEach(values ->
                        values.keySet().removeIf(labels -> labels.equals(label) || labels.startsWith(label + ",")));
    }

    /** Names of commands, stages and figures hold nothing that would need escapes. */
    private static String label(String name, String value) {
        return name + "=\"" + value.replaceAll("[\"\\\\\n{}]", "_") + "\"";
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        samples.forEach((metric, values) -> {
            if (!values.isEmpty()) {
                text.append("# HELP ").append(metric.metricName()).append(' ').append(metric.help());
                text.append("\n# TYPE ").append(metric.metricName()).append(" gauge\n");
                values.forEach((labels, value) -> text.append(metric.metricName())
                        .append('{')
                        .append(labels)
                        .append("} ")
                        .append(value)
                        .append('\n'));
            }
        });
        return text.toString();
    }
}
