package org.ooni.pipeline.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ooni.pipeline.benchmark.Results.Sample;

/** The figures as tables. What is unknown, or does not apply, is a dash. */
final class Tables {
    private static final String NONE = "–";

    private Tables() {}

    /** What everything took. */
    static Grid figures(Results results) {
        List<List<String>> rows = new ArrayList<>();
        results.all()
                .forEach((key, sample) -> rows.add(List.of(
                        key.measured().title(),
                        key.measured() == Case.START ? NONE : key.day().title(),
                        known(sample.text() / 1e6, "%.0f"),
                        number(sample.wall(), "%.2f"),
                        known(sample.cpu(), "%.2f"),
                        known(sample.serverCpu(), "%.2f"),
                        memory(sample),
                        sample.text() == 0 ? NONE : number(sample.megabytesPerSecond(), "%.1f"))));
        List<String> header =
                List.of("process", "day", "raw MB", "wall s", "CPU s", "server CPU s", "peak RSS MiB", "MB/s");
        return new Grid(header, rows);
    }

    /** How that compares. */
    static Grid targets(List<Target> targets) {
        List<List<String>> rows = new ArrayList<>();
        for (Target target : targets) {
            rows.add(List.of(
                    target.what(),
                    figure(target.ours(), target),
                    figure(target.yardstick(), target),
                    number(target.ratio(), "%.2f"),
                    target.condition(),
                    target.verdict()));
        }
        return new Grid(List.of("target", "ours", "yardstick", "ratio", "asked for", "verdict"), rows);
    }

    private static String figure(double value, Target target) {
        return number(value, target.unit().equals("s") ? "%.2f " : "%.0f ") + target.unit();
    }

    private static String memory(Sample sample) {
        return known(sample.peakRss() / (double) (1 << 20), "%.0f");
    }

    private static String known(double value, String format) {
        return value == 0 ? NONE : number(value, format);
    }

    static String number(double value, String format) {
        return String.format(Locale.ROOT, format, value);
    }
}
