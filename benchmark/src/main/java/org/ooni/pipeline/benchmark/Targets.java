package org.ooni.pipeline.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ooni.pipeline.benchmark.Results.Key;
import org.ooni.pipeline.benchmark.Results.Sample;

/** The figures that the project has set itself as targets, as far as they were measured. */
final class Targets {
    private static final double MIB = 1 << 20;
    /** A core's share of a legacy day, in MB/s of raw text. */
    private static final double YAML_RATE = 20;

    private final Results results;
    private final List<Target> targets = new ArrayList<>();

    private Targets(Results results) {
        this.results = results;
    }

    /** In the order of the stages; what lacks one of its figures is left out. */
    static List<Target> of(Results results) {
        Targets targets = new Targets(results);
        for (Day day : Day.values()) {
            targets.archiveStages(day);
            targets.centrifugation(day);
            targets.run(day);
        }
        targets.memory();
        return targets.targets;
    }

    private void archiveStages(Day day) {
        both(Case.CANNING, Case.TAR_LZ4, day, (canning, tar) -> {
            atMost(0.60, title(Case.CANNING, day) + " ÷ tar | lz4, wall", canning.wall(), tar.wall());
            atMost(1.20, title(Case.CANNING, day) + " ÷ tar | lz4, CPU", canning.cpu(), tar.cpu());
        });
        both(Case.AUTOCLAVING, Case.LZ4_LZ4, day, (autoclaving, lz4) -> {
            if (day == Day.JSON) {
                atMost(0.65, title(Case.AUTOCLAVING, day) + " ÷ lz4 -d | lz4, wall", autoclaving.wall(), lz4.wall());
                atMost(1.30, title(Case.AUTOCLAVING, day) + " ÷ lz4 -d | lz4, CPU", autoclaving.cpu(), lz4.cpu());
            }
        });
        sample(Case.AUTOCLAVING, day).filter(autoclaving -> day == Day.YAML).ifPresent(autoclaving -> {
            double rate = autoclaving.megabytesPerCpuSecond();
            String what = title(Case.AUTOCLAVING, day) + " ÷ 20 MB/s, a core";
            targets.add(Target.atLeast(1, what, rate, YAML_RATE, "MB/s"));
        });
    }

    private void centrifugation(Day day) {
        both(Case.FRESH, Case.TAR_LZ4, day, (fresh, tar) -> {
            atMost(0.70, title(Case.FRESH, day) + " ÷ tar | lz4, wall", fresh.wall(), tar.wall());
            atMost(1.40, title(Case.FRESH, day) + " ÷ tar | lz4, CPU", fresh.cpu(), tar.cpu());
        });
        both(Case.FRESH, Case.LOWER_BOUND, day, (fresh, bound) -> {
            reported(title(Case.FRESH, day) + " ÷ lower bound, wall", fresh.wall(), bound.wall());
            reported(title(Case.FRESH, day) + " ÷ lower bound, CPU", fresh.cpu(), bound.cpu());
        });
        both(
                Case.CACHED,
                Case.TAR_LZ4,
                day,
                (cached, tar) ->
                        atMost(0.35, title(Case.CACHED, day) + " ÷ tar | lz4, wall", cached.wall(), tar.wall()));
        both(Case.CACHED, Case.DUCKDB_BODIES, day, (cached, query) -> {
            String what = title(Case.CACHED, day) + ", less start ÷ DuckDB's bodies";
            start().filter(start -> start < cached.wall())
                    .ifPresent(start -> atMost(3, what, cached.wall() - start, query.wall()));
        });
        both(Case.REPROCESS, Case.FRESH, day, (again, fresh) -> {
            String what = title(Case.REPROCESS, day);
            atMost(0.03, what + " ÷ fresh, wall", again.wall(), fresh.wall());
            start().filter(start -> start < Math.min(again.wall(), fresh.wall()))
                    .ifPresent(start ->
                            reported(what + " ÷ fresh, less starts", again.wall() - start, fresh.wall() - start));
        });
    }

    private void run(Day day) {
        Optional<Sample> canning = sample(Case.CANNING, day);
        Optional<Sample> autoclaving = sample(Case.AUTOCLAVING, day);
        Optional<Sample> fresh = sample(Case.FRESH, day);
        Optional<Sample> run = sample(Case.RUN, day);
        if (canning.isPresent() && autoclaving.isPresent() && fresh.isPresent() && run.isPresent()) {
            start().ifPresent(start -> {
                double alone = canning.get().wall()
                        + autoclaving.get().wall()
                        + fresh.get().wall();
                String what = title(Case.RUN, day) + " ÷ the three alone less two starts, wall";
                atMost(0.85, what, run.get().wall(), alone - 2 * start);
            });
        }
    }

    private void memory() {
        results.all().forEach((key, sample) -> {
            if (key.measured().isOurs() && sample.peakRss() > 0) {
                double most = key.measured().mostRss();
                String what = title(key) + " ÷ " + Math.round(most / MIB) + " MiB, peak RSS";
                targets.add(Target.atMost(1, what, sample.peakRss() / MIB, most / MIB, "MiB"));
            }
        });
    }

    private interface Comparison {
        void make(Sample ours, Sample yardstick);
    }

    private void both(Case ours, Case yardstick, Day day, Comparison comparison) {
        sample(ours, day)
                .ifPresent(first -> sample(yardstick, day).ifPresent(second -> comparison.make(first, second)));
    }

    private Optional<Sample> sample(Case measured, Day day) {
        return results.of(measured, day);
    }

    private Optional<Double> start() {
        return sample(Case.START, Day.MIXED).map(Sample::wall);
    }

    private void atMost(double limit, String what, double ours, double yardstick) {
        targets.add(Target.atMost(limit, what, ours, yardstick, "s"));
    }

    private void reported(String what, double ours, double yardstick) {
        targets.add(Target.reported(what, ours, yardstick, "s"));
    }

    private static String title(Key key) {
        return title(key.measured(), key.day());
    }

    private static String title(Case measured, Day day) {
        return measured.title() + " (" + day.title() + ")";
    }
}
