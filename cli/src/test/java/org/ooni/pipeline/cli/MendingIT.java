package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.cli.LaunchedCentrifugation.Running;
import org.ooni.pipeline.migrations.MetaDbFixture;

/** Mending through the launcher, killed in the middle, and run again. */
class MendingIT {
    private static final String DAY = "2017-01-01";

    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    @TempDir
    Path place;

    private MendedRoot mended;
    private Map<String, String> numbers;

    @BeforeEach
    void aDay() throws Exception {
        MadeArchive.make(place.resolve("root"), report -> true, DAY);
        mended = new MendedRoot(place.resolve("root"), metadb);
        mended.ingest(DAY);
        numbers = mended.numbers();
    }

    private Running start(List<String> arguments) throws IOException {
        List<Object> command = new ArrayList<>(List.of(LaunchedCentrifugation.LAUNCHER));
        command.addAll(arguments);
        command.addAll(List.of("--root", mended.root(), "--postgres", metadb.jdbcUrl()));
        Path out = place.resolve("out");
        Path err = place.resolve("err");
        Shell shell = Shell.in(place).with("OOPIPE_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
        return new Running(shell.start(out, err, command.toArray()), out, err);
    }

    private Shell.Outcome run(List<String> arguments) throws Exception {
        try (Running running = start(arguments)) {
            return running.end();
        }
    }

    /** Kills the command when all is done but the database's commit. */
    private void killedBeforeTheDatabaseKnows(List<String> arguments) throws Exception {
        try (HeldUp heldUp = new HeldUp(metadb.dataSource());
                Running killed = start(arguments)) {
            heldUp.await(killed.process());
            killed.process().destroyForcibly();
            assertThat(killed.end().code()).isEqualTo(137);
            heldUp.releaseAndAwaitEnd();
        }
        assertThat(mended.numbers()).as("a database that knows of nothing").isEqualTo(numbers);
    }

    @Test
    void aDeletionThatIsKilledIsFinishedByTheNext() throws Exception {
        List<String> command = new ArrayList<>(List.of("delete-report"));
        command.add(mended.textnames(DAY, "-web_connectivity-").get(1));
        command.addAll(mended.textnames(DAY, "-vanilla_tor-"));

        killedBeforeTheDatabaseKnows(command);
        Shell.Outcome again = run(command);

        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out())
                .contains("12 as before, 0 new, 4 gone", "0 as before, 0 new, 2 gone", "Still to be seen to by you");
        assertThat(mended.numbers()).hasSize(26);
        assertThat(numbers).containsAllEntriesOf(mended.numbers());
        String everything = mended.everything();
        assertThat(command.subList(1, command.size())).noneMatch(everything::contains);
        assertThat(run(command).out()).startsWith(DAY + " delete-report: nothing left to do");
    }

    @Test
    void duplicatesThatWereRecordedByACommandThatIsKilledLeaveWithTheNext() throws Exception {
        String used = mended.textnames(DAY, "-tcp_connect-").get(0);
        String other = used.replaceFirst("T\\d\\d", "T23");
        Path raw = mended.root().resolve("reports-raw");
        Files.copy(raw.resolve(used), raw.resolve(other));
        for (String stage : List.of("canning", "autoclaving --missing")) {
            String[] words = (stage + " --bucket " + DAY + " --root " + mended.root()).split(" ");
            assertThat(CommandRun.of((Object[]) words).code()).isZero();
        }
        mended.ingest(DAY);
        numbers = mended.numbers();
        List<String> command = List.of("duplicates");

        killedBeforeTheDatabaseKnows(command);
        assertThat(metadb.query("SELECT textname FROM repeated_report WHERE dupgrp_no > 0 AND NOT used"))
                .as("recorded before the other is taken out")
                .containsExactly(List.of(other));
        Shell.Outcome again = run(command);

        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out()).contains(used + " is used", other + " is the same, known", "0 new, 4 gone");
        assertThat(mended.numbers()).hasSize(numbers.size() - 4);
        assertThat(numbers).containsAllEntriesOf(mended.numbers());
        assertThat(run(command).out()).doesNotContain("centrifugation");
    }

    @Test
    void aRescrubbingThatIsKilledIsFinishedByTheNext() throws Exception {
        Files.writeString(mended.root().resolve("scrubbing.yaml"), """
                rules:
                  - id: resolvers
                    reason: they tell where the probe is
                    replace: {at: /test_keys/client_resolver, with: 192.0.2.53}
                """);
        List<String> command = List.of("rescrub", "--rule", "resolvers");

        killedBeforeTheDatabaseKnows(command);
        Shell.Outcome again = run(command);

        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out()).contains("16 as before, 0 new, 0 gone");
        assertThat(mended.numbers()).isEqualTo(numbers);
        assertThat(metadb.query("SELECT DISTINCT client_resolver FROM dns_a"))
                .isEqualTo(metadb.query("SELECT '192.0.2.53'"));
        assertThat(run(command).out()).startsWith(DAY + " rescrub: nothing left to do");
    }
}
