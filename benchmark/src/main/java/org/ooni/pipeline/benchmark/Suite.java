package org.ooni.pipeline.benchmark;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ooni.pipeline.raw.Bucket;

/**
 * What is measured in which order. A yardstick is measured right before what is compared with it, again in every
 * repetition, so that a machine that is slower for a while is slower for both.
 */
final class Suite {
    private final Workplace workplace;
    private final Launcher launcher;
    private final ProcessMeter meter;
    private final Optional<Yardsticks> yardsticks;
    private final boolean compared;
    private final int runs;
    private final Results results = new Results();
    private final Map<Bucket, Long> texts = new HashMap<>();

    /**
     * @param yardsticks of the archive stages, if they are to be measured and can be
     * @param compared whether to measure what centrifugation is compared with
     */
    Suite(
            Workplace workplace,
            Launcher launcher,
            ProcessMeter meter,
            Optional<Yardsticks> yardsticks,
            boolean compared,
            int runs) {
        this.workplace = workplace;
        this.launcher = launcher;
        this.meter = meter;
        this.yardsticks = yardsticks;
        this.compared = compared;
        this.runs = runs;
    }

    Results results() {
        return results;
    }

    void start() throws IOException {
        // The first start of an installation makes its archive of classes, which is no figure of any run.
        run(Case.START, Day.MIXED, launcher.version());
        for (int i = 0; i < runs; i++) {
            results.add(Case.START, Day.MIXED, 0, run(Case.START, Day.MIXED, launcher.version()));
        }
    }

    void canning(Day day) throws IOException {
        long text = prepare(day, day.bucket());
        for (int i = 0; i < runs; i++) {
            tar(day);
            Workplace.delete(day.bucket().under(launcher.canned()));
            results.add(Case.CANNING, day, text, run(Case.CANNING, day, launcher.canning(day.bucket())));
        }
    }

    void autoclaving(Day day) throws IOException {
        long text = cans(day, day.bucket());
        for (int i = 0; i < runs; i++) {
            if (yardsticks.isPresent()) {
                Path cans = day.bucket().under(launcher.canned());
                List<String> command = yardsticks.get().recompress(cans, workplace.made("recompressed"));
                results.add(Case.LZ4_LZ4, day, text, run(Case.LZ4_LZ4, day, command));
            }
            Workplace.delete(day.bucket().under(launcher.autoclaved()));
            results.add(Case.AUTOCLAVING, day, text, run(Case.AUTOCLAVING, day, launcher.autoclaving(day.bucket())));
        }
    }

    void centrifugation(Day day, Server server) throws IOException, SQLException {
        long text = archive(day, day.bucket());
        long nextText = archive(day, day.nextBucket());
        for (int i = 0; i < runs; i++) {
            tar(day);
            Server.Database filled = server.fresh("benchmark_filled");
            fed(Case.FRESH, day, text, launcher.centrifugation(day.bucket(), filled), server);
            filled.execute("UPDATE autoclaved SET code_ver = 0 WHERE filename LIKE '" + day.bucket() + "/"
                    + day.smallTest().testName() + ".%'");
            fed(Case.REPROCESS, day, text, launcher.centrifugation(day.bucket(), filled), server);
            if (compared) {
                lowerBound(day, text, filled, server);
            }
            fed(Case.CACHED, day, nextText, launcher.centrifugation(day.nextBucket(), filled), server);
            server.drop(filled.name());
            // A line of the others may be longer than DuckDB takes unless it is told.
            if (compared && Day.REAL.contains(day)) {
                duckDb(day, text);
            }
        }
    }

    private void lowerBound(Day day, long text, Server.Database filled, Server server)
            throws IOException, SQLException {
        Path rows = workplace.made("rows");
        Server.Database copy = server.fresh("benchmark_copy");
        Workplace.delete(rows);
        TableRows.copyOut(filled.dataSource(), copy.dataSource(), rows);
        Path archive = day.bucket().under(launcher.autoclaved());
        fed(Case.LOWER_BOUND, day, text, program(LowerBound.class, archive, rows, copy.dsn()), server);
        server.drop(copy.name());
    }

    /** The three stages of a day at once, in directories and a database where nothing is. */
    void run(Day day, Server server) throws IOException, SQLException {
        long text = prepare(day, day.bucket());
        for (int i = 0; i < runs; i++) {
            Workplace.delete(day.bucket().under(launcher.canned()));
            Workplace.delete(day.bucket().under(launcher.autoclaved()));
            Server.Database empty = server.fresh("benchmark_run");
            fed(Case.RUN, day, text, launcher.run(day.bucket(), empty), server);
            server.drop(empty.name());
        }
    }

    private void tar(Day day) throws IOException {
        if (yardsticks.isPresent()) {
            Path reports = day.bucket().under(workplace.reportsRaw());
            List<String> command = yardsticks.get().tar(reports, workplace.made("reports.tar.lz4"));
            results.add(Case.TAR_LZ4, day, texts.get(day.bucket()), run(Case.TAR_LZ4, day, command));
        }
    }

    private void fed(Case measured, Day day, long text, List<String> command, Server server)
            throws IOException, SQLException {
        server.checkpoint();
        double before = server.cpu().orElse(0);
        Usage usage = run(measured, day, command);
        results.add(measured, day, text, usage.withServer(server.cpu().orElse(0) - before));
    }

    private void duckDb(Day day, long text) throws IOException {
        Path lines = lines(day);
        run(Case.DUCKDB_BODIES, day, program(DuckDbQueries.class, lines));
        for (String answer : Files.readAllLines(meter.output())) {
            String[] words = answer.split(" ");
            Case query = words[0].equals("bodies") ? Case.DUCKDB_BODIES : Case.DUCKDB_CONNECTIONS;
            // Only the time of the query itself is known; its CPU is not that of the process.
            results.add(query, day, text, new Usage(Double.parseDouble(words[1]), 0, 0));
        }
    }

    private Usage run(Case measured, Day day, List<String> command) throws IOException {
        Usage usage = meter.run(command);
        if (!measured.isOurs() && measured != Case.LOWER_BOUND) {
            // The process is a shell or a launcher: its memory says nothing of what it starts.
            usage = new Usage(usage.wall(), usage.cpu(), 0);
        }
        workplace.progress().printf("%s, %s: %.2f s%n", measured.title(), day.title(), usage.wall());
        return usage;
    }

    /** A program of the benchmark in a Java of its own, with its own class path. */
    private static List<String> program(Class<?> main, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseParallelGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return command;
    }

    private long prepare(Day day, Bucket bucket) throws IOException {
        workplace.prepare(day, bucket);
        long bytes = Workplace.bytes(bucket.under(workplace.reportsRaw()));
        texts.put(bucket, bytes);
        return bytes;
    }

    private long cans(Day day, Bucket bucket) throws IOException {
        long text = prepare(day, bucket);
        meter.run(launcher.canning(bucket));
        return text;
    }

    private long archive(Day day, Bucket bucket) throws IOException {
        long text = cans(day, bucket);
        meter.run(launcher.autoclaving(bucket));
        return text;
    }

    private Path lines(Day day) throws IOException {
        Path lines = workplace.made("measurements.json");
        try (OutputStream out = Files.newOutputStream(lines)) {
            ArchiveText.forEachReport(day.bucket().under(launcher.autoclaved()), report -> report.transferTo(out));
        }
        return lines;
    }
}
