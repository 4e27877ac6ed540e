package org.ooni.pipeline.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bin/benchmark}. */
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        description = {
            "Measures each stage as a process of its own on made-up days, beside yardsticks.",
            "Figures go to standard output, progress to standard error. docs/performance.md says what they mean.",
            "'bin/benchmark jmh [REGEX]' measures the hot loops by themselves."
        })
final class Main implements Callable<Integer> {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    /** What can be measured alone. */
    enum Stage {
        CANNING,
        AUTOCLAVING,
        CENTRIFUGATION,
        RUN
    }

    @Option(names = "--scale", paramLabel = "N", defaultValue = "1", description = "N days' worth of reports in a day.")
    private double scale;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "3", description = "Repetitions; medians are shown.")
    private int runs;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "20261120", description = "Of the made-up days.")
    private long seed;

    @Option(names = "--stage", paramLabel = "STAGE", description = "Only ${COMPLETION-CANDIDATES}; may be repeated.")
    private List<Stage> stages = List.of(Stage.values());

    @Option(
            names = "--day",
            paramLabel = "DAY",
            description = "Only ${COMPLETION-CANDIDATES}. Default: MIXED, and for autoclaving the first three.")
    private Day day;

    @Option(names = "--threads", paramLabel = "N", description = "For the stages' --jobs. Default: theirs.")
    private Integer threads;

    @Option(
            names = "--growth",
            paramLabel = "N",
            split = ",",
            description = "Time and memory at these scales instead, as 1,4,16.")
    private List<Double> growth = List.of();

    @Option(
            names = "--thread-counts",
            paramLabel = "N",
            split = ",",
            description = "Time and memory with these numbers of threads instead, as 1,2,4.")
    private List<Integer> threadCounts = List.of();

    @Option(names = "--work", paramLabel = "DIR", description = "Where the data are made, and stay for the next time.")
    private Path work;

    @Option(names = "--keep", description = "Keep the temporary directory that stands for --work.")
    private boolean keep;

    @Option(
            names = "--postgres",
            paramLabel = "DSN",
            description = "A server where this user may create databases, instead of the embedded one.")
    private String dsn;

    @Option(
            names = "--pipeline",
            paramLabel = "FILE",
            required = true,
            hidden = true,
            description = "The launcher of the installation; the script knows it.")
    private Path pipeline;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(names = "--markdown", description = "Print tables for a document.")
    private boolean markdown;

    /** Ends the virtual machine with 0, or 1 if something failed, or 2 for wrong use. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((failure, failed, parsed) -> {
            failed.getErr().println("benchmark: " + failure);
            return failed.getCommandSpec().exitCodeOnExecutionException();
        });
        line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        return line;
    }

    @Override
    public Integer call() throws IOException, SQLException {
        Path directory = work == null ? Files.createTempDirectory("pipeline-benchmark") : work;
        System.err.println("working in " + directory);
        try {
            measure(directory);
        } finally {
            if (work == null && !keep) {
                Workplace.delete(directory);
            }
        }
        return 0;
    }

    private void measure(Path directory) throws IOException, SQLException {
        Optional<Yardsticks> yardsticks = Yardsticks.find();
        Map<String, String> machine = Machine.describe(yardsticks);
        Workplace first = Workplace.open(directory, scale, seed, System.err);
        Printer printer = json ? Printer.JSON : markdown ? Printer.MARKDOWN : Printer.PLAIN;
        try (Server server = server(first)) {
            if (growth.isEmpty() && threadCounts.isEmpty()) {
                machine.put("PostgreSQL", server.version());
                machine.put("scale", Double.toString(scale));
                machine.put("repetitions", Integer.toString(runs));
                printer.print(OUT, machine, suite(first, threads, server, yardsticks, true));
            } else {
                printer.print(OUT, growth(directory, server).grid());
            }
        }
    }

    private Server server(Workplace workplace) throws SQLException {
        return dsn == null ? Server.embedded(workplace.made("metadb")) : Server.ofUser(dsn);
    }

    private Growth growth(Path directory, Server server) throws IOException, SQLException {
        Growth table = new Growth();
        List<Double> scales = growth.isEmpty() ? List.of(scale) : growth;
        for (double each : scales) {
            Workplace workplace = Workplace.open(directory, each, seed, System.err);
            if (threadCounts.isEmpty()) {
                String given = threads == null ? "–" : Integer.toString(threads);
                table.add(each, given, suite(workplace, threads, server, Optional.empty(), false));
            }
            for (int count : threadCounts) {
                table.add(each, Integer.toString(count), suite(workplace, count, server, Optional.empty(), false));
            }
        }
        return table;
    }

    private Results suite(
            Workplace workplace, Integer jobs, Server server, Optional<Yardsticks> yardsticks, boolean compared)
            throws IOException, SQLException {
        OptionalInt count = jobs == null ? OptionalInt.empty() : OptionalInt.of(jobs);
        Launcher launcher = new Launcher(pipeline, workplace, count);
        // Of another scale, perhaps, or left by a run that was interrupted.
        Workplace.delete(launcher.canned());
        Workplace.delete(launcher.autoclaved());
        ProcessMeter meter = new ProcessMeter(workplace.directory(), server.environment());
        Suite suite = new Suite(workplace, launcher, meter, yardsticks, compared, runs);
        suite.start();
        Day main = day == null ? Day.MIXED : day;
        if (stages.contains(Stage.CANNING)) {
            suite.canning(main);
        }
        if (stages.contains(Stage.AUTOCLAVING)) {
            for (Day each : day == null ? Day.REAL : List.of(day)) {
                suite.autoclaving(each);
            }
        }
        if (stages.contains(Stage.CENTRIFUGATION)) {
            suite.centrifugation(main, server);
        }
        if (stages.contains(Stage.RUN)) {
            suite.run(main, server);
        }
        return suite.results();
    }
}
