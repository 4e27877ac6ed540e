package org.ooni.pipeline.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ooni.pipeline.benchmark.Results.Key;
import org.ooni.pipeline.benchmark.Results.Sample;

/** How time and memory of each stage grow with the data, and what further threads bring. */
final class Growth {
    private static final List<String> HEADER = List.of(
            "stage", "scale", "threads", "raw MB", "wall s", "ms/MB", "of the first", "peak RSS MiB", "of the first");

    private final List<Step> steps = new ArrayList<>();

    /** The figures of one scale and one number of threads. */
    private record Step(double scale, String threads, Results results) {}

    /** @param threads as given, or a dash for the launcher's default */
    void add(double scale, String threads, Results results) {
        steps.add(new Step(scale, threads, results));
    }

    /** By stage; every figure beside that of the stage's first line with as many threads. */
    Grid grid() {
        Map<Key, List<Step>> byKey = new LinkedHashMap<>();
        for (Step step : steps) {
            step.results.all().keySet().stream()
                    .filter(key -> key.measured().isOurs())
                    .forEach(key -> byKey.computeIfAbsent(key, stage -> new ArrayList<>())
                            .add(step));
        }
        List<List<String>> rows = new ArrayList<>();
        byKey.forEach((key, measured) -> measured.forEach(step -> rows.add(row(key, step, first(measured, step)))));
        return new Grid(HEADER, rows);
    }

    private static Step first(List<Step> measured, Step step) {
        return measured.stream()
                .filter(other -> other.threads.equals(step.threads))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> row(Key key, Step step, Step first) {
        Sample sample = step.results.all().get(key);
        Sample base = first.results.all().get(key);
        return List.of(
                key.measured().title() + " (" + key.day().title() + ")",
                Tables.number(step.scale, "%s"),
                step.threads,
                Tables.number(sample.text() / 1e6, "%.0f"),
                Tables.number(sample.wall(), "%.2f"),
                Tables.number(1000 / sample.megabytesPerSecond(), "%.2f"),
                Tables.number(base.megabytesPerSecond() / sample.megabytesPerSecond(), "%.2f"),
                Tables.number(sample.peakRss() / (double) (1 << 20), "%.0f"),
                base.peakRss() == 0 ? "–" : Tables.number(sample.peakRss() / (double) base.peakRss(), "%.2f"));
    }
}
