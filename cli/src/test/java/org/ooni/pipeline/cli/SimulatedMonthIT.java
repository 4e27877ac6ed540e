package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.cli.LaunchedCentrifugation.Running;
import org.ooni.pipeline.migrations.MetaDbFixture;
import org.ooni.pipeline.sample.PageBytes;
import org.ooni.pipeline.sample.SampleDay;
import org.ooni.pipeline.sample.Shape;
import org.ooni.pipeline.sample.Shape.Portion;
import org.ooni.pipeline.sample.TestKind;

/**
 * A month of reports that come in all the time, ticks that are killed all the time, and in the end what one undisturbed
 * run makes of everything. {@code -Dmonth.day.millis} makes the days longer, {@code -Dseed} others.
 */
class SimulatedMonthIT {
    private static final long SEED = Long.getLong("seed", 20_261_120);
    private static final long DAY_MILLIS = Long.getLong("month.day.millis", 700);
    private static final LocalDate FIRST = LocalDate.parse("2017-01-01");
    private static final int DAYS = 30;
    private static final int SURPLUS = 3;

    /** After it nothing of a day moves, if nothing comes late. */
    private static final int QUIET_SECONDS = 2;

    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    @RegisterExtension
    final MetaDbFixture undisturbed = MetaDbFixture.migrated();

    @TempDir
    Path place;

    private final Random random = new Random(SEED);
    private final List<Shell.Outcome> ticks = new ArrayList<>();
    private int killed;
    private int killedAtWork;
    private Path root;
    private Path expected;

    @BeforeEach
    void reports() throws IOException {
        root = Files.createDirectories(place.resolve("root"));
        expected = Files.createDirectories(place.resolve("expected"));
        for (Path each : List.of(root, expected)) {
            Files.writeString(each.resolve("bridge_db.json"), "{}");
            Files.createDirectories(each.resolve("reports-raw"));
            Files.createDirectories(each.resolve("canned"));
            Files.createDirectories(each.resolve("autoclaved"));
        }
        for (int day = 0; day < DAYS; day++) {
            new SampleDay(SEED + day, FIRST.plusDays(day), shape(day)).writeTo(expected.resolve("reports-raw"));
        }
    }

    /** Some days have many reports of a test, some have defects. */
    private static Shape shape(int day) {
        PageBytes pages = new PageBytes(100, 400);
        return new Shape(
                List.of(
                        new Portion(TestKind.TCP_CONNECT, day % 5 == 0 ? 30 : 4, 1, pages, 0),
                        new Portion(TestKind.VANILLA_TOR, 2, 1, pages, 0),
                        new Portion(TestKind.WEB_CONNECTIVITY, 2, 2, pages, 0),
                        new Portion(TestKind.HTTP_REQUESTS, 1, 2, pages, 0)),
                day % 4 == 0);
    }

    @Test
    void whatTicksThatAreKilledMakeOfAMonthIsWhatOneUndisturbedRunMakes() throws Exception {
        System.out.println("simulated month: -Dseed=" + SEED);
        var executor = Executors.newSingleThreadExecutor();
        try {
            Semaphore ended = new Semaphore(0);
            Future<Integer> feeder = executor.submit(new MonthFeeder(
                    expected.resolve("reports-raw"), root.resolve("reports-raw"), DAY_MILLIS, ended, new Random(SEED)));
            while (!feeder.isDone()) {
                disturbedTick();
                ended.release();
            }
            assertThat(feeder.get()).as("late reports").isPositive();
        } finally {
            executor.shutdownNow();
        }
        TimeUnit.SECONDS.sleep(QUIET_SECONDS + 1);
        lastTicks();
        CommandRun run = run(expected, undisturbed, "run", "--json");
        assertThat(run.code()).as(run.err()).isZero();
        System.out.printf(
                "simulated month: %d ticks, %d killed, %d of them at work, %d cans joined%n",
                ticks.size(), killed, killedAtWork, joined());

        assertThat(killedAtWork).as("ticks killed at work").isGreaterThanOrEqualTo(5);
        assertSame(new StoredSets(root, metadb), new StoredSets(expected, undisturbed));
        assertNothingIsLeftBehind();
        CommandRun verified = run(root, metadb, "verify", "--read-data");
        assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
    }

    private static CommandRun run(Path root, MetaDbFixture metadb, String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--root", root.toString()));
        all.addAll(List.of(
                "--start", FIRST.toString(), "--end", FIRST.plusDays(DAYS).toString()));
        return new Pipeline(metadb).run(all.toArray(String[]::new));
    }

    private Running start() throws IOException {
        Path out = Files.createTempFile(place, "out", "");
        Path err = Files.createTempFile(place, "err", "");
        Shell shell = Shell.in(place).with("OOPIPE_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
        Process process = shell.start(
                out,
                err,
                LaunchedCentrifugation.LAUNCHER,
                "tick",
                "--root",
                root,
                "--postgres",
                metadb.jdbcUrl(),
                "--quiet-period",
                QUIET_SECONDS + "s",
                "--max-wait",
                QUIET_SECONDS + "s",
                "--jobs",
                "2");
        return new Running(process, out, err);
    }

    /** Two of five ticks are killed: most of them some time after they have begun to write. */
    private void disturbedTick() throws Exception {
        try (Running tick = start()) {
            if (random.nextInt(5) < 2) {
                boolean atWork = random.nextInt(4) > 0 && awaitWork(tick);
                TimeUnit.MILLISECONDS.sleep(random.nextInt(700));
                kill(tick, atWork);
            }
            ended(tick);
        }
    }

    private boolean awaitWork(Running tick) throws IOException, InterruptedException {
        while (tick.process().isAlive()) {
            if (Files.size(tick.out()) > 0 || !temporaryFiles(root).isEmpty()) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return false;
    }

    private void kill(Running tick, boolean atWork) throws IOException, InterruptedException {
        if (!tick.process().isAlive()) {
            return;
        }
        if (random.nextBoolean()) {
            tick.process().destroyForcibly();
        } else {
            tick.process().destroy();
        }
        Shell.Outcome outcome = tick.end();
        boolean byUs = List.of(137, 143).contains(outcome.code());
        killed += byUs ? 1 : 0;
        killedAtWork += byUs && atWork ? 1 : 0;
    }

    /** An end of its own is a good one; the server may still be busy with what a killed one has begun. */
    private void ended(Running tick) throws IOException, InterruptedException {
        Shell.Outcome outcome = tick.end();
        ticks.add(outcome);
        assertThat(outcome.code()).as("%s", outcome).isIn(0, 75, 137, 143);
    }

    /** One does all that is left, and after it there is nothing. */
    private void lastTicks() throws Exception {
        for (int i = 0; i < 2; i++) {
            try (Running tick = start()) {
                Shell.Outcome outcome = tick.end();
                ticks.add(outcome);
                assertThat(outcome.code()).as("%s", outcome).isZero();
                assertThat(i > 0 && !outcome.out().isEmpty()).as("%s", outcome).isFalse();
            }
        }
    }

    private long joined() {
        return ticks.stream()
                .flatMap(tick -> tick.out().lines())
                .filter(line -> line.contains("with late reports"))
                .count();
    }

    private void assertSame(StoredSets found, StoredSets wanted) throws Exception {
        assertThat(found.canned()).isEqualTo(wanted.raw());
        assertThat(found.archived()).isEqualTo(wanted.archived());
        Map<String, List<String>> rows = found.rows();
        wanted.rows()
                .forEach((table, lines) -> assertThat(rows.get(table))
                        .as("seed %d: %s", SEED, table)
                        .isEqualTo(lines));
        assertThat(rows.get("measurement")).hasSizeGreaterThan(DAYS);
        SortedMap<String, Long> fewest = wanted.cans();
        assertThat(found.cans().keySet()).isEqualTo(fewest.keySet());
        found.cans()
                .forEach((test, cans) ->
                        assertThat(cans).as("seed %d: %s", SEED, test).isLessThanOrEqualTo(fewest.get(test) + SURPLUS));
    }

    private void assertNothingIsLeftBehind() throws IOException {
        assertThat(temporaryFiles(root)).isEmpty();
        for (String kind : List.of("canned", "autoclaved")) {
            assertThat(MadeArchive.list(root.resolve(kind).resolve(".pipeline")))
                    .as("locks, and what the last look found; what was half written of that goes some time later")
                    .allMatch(file ->
                            file.getFileName().toString().matches(".*\\.lock|state\\.tsv|\\.state-.*\\.tmp|texts"));
        }
    }

    private static List<Path> temporaryFiles(Path root) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String kind : List.of("canned", "autoclaved")) {
            for (Path bucket : MadeArchive.list(root.resolve(kind))) {
                found.addAll(MadeArchive.list(bucket).stream()
                        .filter(file -> file.getFileName().toString().startsWith(".tmp-"))
                        .toList());
            }
        }
        return found;
    }
}
