package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.cli.duplicates.Duplicates;
import org.ooni.pipeline.metadb.MetaDb;
import org.ooni.pipeline.migrations.MetaDbFixture;
import org.ooni.pipeline.raw.Bucket;

/** {@code tick} and {@code run} see to duplicates by themselves. */
class DuplicatesEveryDayTest {
    private static final String FIRST = "2017-01-01";
    private static final String SECOND = "2017-01-02";
    private static final String TCP = "tcp_connect";

    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    @TempDir
    Path place;

    private RepeatedDays days;

    @BeforeEach
    void aDayThatIsDone() throws IOException {
        days = RepeatedDays.in(place, metadb, FIRST, SECOND);
        tick();
    }

    private CommandRun tick(String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "tick";
        System.arraycopy(options, 0, arguments, 1, options.length);
        CommandRun tick = days.run(arguments);
        assertThat(tick.code()).as(tick.err()).isZero();
        return tick;
    }

    private void assertNothingLeftToDo() {
        CommandRun tick = tick();
        assertThat(tick.out()).isEmpty();
        assertThat(tick.err()).isEmpty();
    }

    @Test
    void aDuplicateWithALaterNameNeverGetsIn() throws Exception {
        String used = days.report(FIRST, TCP, 0);
        List<String> numbers = days.numbers();
        String late = days.repeat(used, SECOND, "23");

        CommandRun tick = tick();

        assertThat(tick.out())
                .contains(used + " is used", "  " + late + " is the same, new", SECOND + " centrifugation")
                .doesNotContain(FIRST + " centrifugation");
        assertThat(days.numbers()).isEqualTo(numbers);
        assertNothingLeftToDo();
    }

    @Test
    void aDuplicateWithAnEarlierNameTakesThePlaceOfTheOneThatIsThereInTheSameTick() throws Exception {
        String there = days.report(SECOND, TCP, 0);
        List<String> numbers = days.numbers();
        String early = days.repeat(there, FIRST, "00");

        CommandRun tick = tick();

        assertThat(tick.out())
                .contains(early + " is used", "  " + there + " is the same, new")
                .containsPattern(FIRST + " centrifugation: 2 measurements of 1 report")
                .containsPattern(SECOND + " centrifugation: .*0 new, 2 gone");
        assertThat(List.of(days.has(early), days.has(there))).containsExactly(true, false);
        assertThat(days.numbers())
                .containsAll(numbers.stream()
                        .filter(number -> !number.startsWith(there))
                        .toList());
        assertNothingLeftToDo();
    }

    @Test
    void whatWasRecordedByARunThatWasKilledLeavesInTheNextTick() throws Exception {
        String used = days.report(FIRST, TCP, 0);
        String other = days.repeat(used, SECOND, "23");
        days.archive(SECOND);
        days.ingest(SECOND);
        new Duplicates(place.resolve("canned"), new MetaDb(metadb.dataSource()))
                .compare(Set.of(Bucket.parse(FIRST), Bucket.parse(SECOND)));
        assertThat(days.has(other)).isTrue();

        CommandRun tick = tick();

        assertThat(tick.out()).contains(SECOND + " centrifugation: ").doesNotContain("is the same", FIRST);
        assertThat(days.has(other)).isFalse();
        assertNothingLeftToDo();
    }

    @Test
    void cansThatAnotherCommandMadeAreComparedWithoutAnythingElseToDo() throws Exception {
        String used = days.report(FIRST, TCP, 0);
        String other = days.repeat(used, SECOND, "23");
        days.archive(SECOND);
        days.ingest(SECOND);

        assertThat(tick("--stages", "canning,autoclaving").out()).isEmpty();
        assertThat(days.recorded()).isEmpty();
        assertThat(tick().out()).contains("  " + other + " is the same, new");
        assertThat(days.has(other)).isFalse();
        assertNothingLeftToDo();
    }

    @Test
    void aTickWhoseTimeIsUpLeavesDuplicatesToTheNextOne() throws Exception {
        String used = days.report(FIRST, TCP, 0);
        days.repeat(used, SECOND, "23");
        days.archive(SECOND);
        assertThat(tick("--max-duration", "0s").out()).isEmpty();
        assertThat(days.recorded()).isEmpty();
    }

    @Test
    void theUsedOneIsUsedAlsoWhileItIsHeldBack() throws Exception {
        String used = days.report(FIRST, TCP, 0);
        String other = days.repeat(used, SECOND, "23");
        Path rules = place.resolve("admission.yaml");
        Files.writeString(
                rules, "rules: [{id: leak, reason: a name in it, match: {pattern: '^" + FIRST + "/.*-" + TCP + "-'}}]");
        assertThat(tick().out()).contains(used + " is used", "  " + other + " is the same, new");
        assertThat(List.of(days.has(used), days.has(other))).containsExactly(false, false);
        assertThat(days.run("status", "--held").out()).contains(used).doesNotContain(other);
        assertNothingLeftToDo();

        Files.writeString(rules, "rules: []\n");
        tick();
        assertThat(List.of(days.has(used), days.has(other))).containsExactly(true, false);
        assertNothingLeftToDo();
    }

    @Test
    void aBucketThatCannotBeComparedIsIngestedAllTheSame() throws Exception {
        String used = days.report(FIRST, TCP, 0);
        String other = days.repeat(used, SECOND, "23");
        Path can = place.resolve("canned").resolve(FIRST).resolve("tcp_connect.0.tar.lz4");
        byte[] whole = Files.readAllBytes(can);
        byte[] damaged = whole.clone();
        damaged[damaged.length / 2] ^= 1;
        can.toFile().setWritable(true);
        Files.write(can, damaged);

        CommandRun told = days.run("tick");
        assertThat(told.code()).isEqualTo(65);
        assertThat(told.err()).contains("duplicates: " + FIRST + ": ", "tcp_connect.0.tar.lz4");
        assertThat(days.has(other)).isTrue();

        Files.write(can, whole);
        assertThat(tick().out()).contains("  " + other + " is the same, new");
        assertThat(days.has(other)).isFalse();
        assertNothingLeftToDo();
    }

    @Test
    void aRunSeesToItsOwnBucketsAndTakesOutWhatItFinds() throws Exception {
        String there = days.report(SECOND, TCP, 0);
        String early = days.repeat(there, FIRST, "00");

        CommandRun run = days.run("run", "--bucket", FIRST);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains(early + " is used", "  " + there + " is the same, new", SECOND + " centrifug");
        assertThat(List.of(days.has(early), days.has(there))).containsExactly(true, false);
        assertNothingLeftToDo();
    }

    @Test
    void aDatabaseOfABackupIsComparedAgain() throws Exception {
        String used = days.report(FIRST, TCP, 0);
        String other = days.repeat(used, SECOND, "23");
        tick();
        metadb.execute("DELETE FROM repeated_report WHERE dupgrp_no > 0; DELETE FROM compared_bucket");

        assertThat(tick().out()).contains("  " + other + " is the same, new");
        assertNothingLeftToDo();
    }
}
