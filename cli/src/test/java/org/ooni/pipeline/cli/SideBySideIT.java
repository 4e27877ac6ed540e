package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ooni.pipeline.cli.LaunchedCentrifugation.Running;
import org.ooni.pipeline.cli.embedded.EmbeddedServer;
import org.ooni.pipeline.migrations.MetaDbDump;
import org.ooni.pipeline.migrations.MetaDbFixture;

/** Processes that meet in the database, or end where they should not: it is as if they had come one by one. */
class SideBySideIT {
    private static final String ONE = "2017-01-01";
    private static final String TWO = "2017-01-02";

    @TempDir
    private static Path place;

    private static Path archive;

    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    @RegisterExtension
    final MetaDbFixture undisturbed = MetaDbFixture.migrated();

    @TempDir
    Path root;

    @BeforeAll
    static void makeArchive() throws IOException {
        archive = MadeArchive.make(place, report -> true, ONE, TWO);
    }

    private LaunchedCentrifugation launched() {
        return LaunchedCentrifugation.into(metadb, root, archive);
    }

    private void assertUndisturbed(MetaDbFixture database, String... buckets) throws SQLException, IOException {
        assertThat(MetaDbDump.of(database.dataSource())).isEqualTo(expected(buckets));
    }

    private Object expected(String... buckets) throws SQLException, IOException {
        for (String bucket : buckets) {
            CommandRun run = new Pipeline(undisturbed)
                    .run("centrifugation", "--autoclaved-root", archive.toString(), "--bucket", bucket);
            assertThat(run.code()).as(run.err()).isZero();
        }
        return MetaDbDump.of(undisturbed.dataSource());
    }

    @Test
    void twoBucketsAreTakenInAtOnce() throws Exception {
        try (HeldUp heldUp = new HeldUp(metadb.dataSource());
                Running one = launched().start(ONE);
                Running two = launched().start(TWO)) {
            heldUp.await(one.process(), two.process());
            heldUp.releaseAndAwaitEnd();
            assertThat(one.end().code()).isZero();
            assertThat(two.end().code()).isZero();
        }
        assertUndisturbed(metadb, ONE, TWO);
    }

    @Test
    void theSecondOfTwoProcessesOnOneBucketIsToldAtOnceAndNothingDoubles() throws Exception {
        try (HeldUp heldUp = new HeldUp(metadb.dataSource());
                Running first = launched().start(ONE)) {
            heldUp.await(first.process());
            Shell.Outcome second = launched().run(ONE);
            assertThat(second.code()).isEqualTo(75);
            assertThat(second.err() + second.out()).contains("bucket " + ONE + " is busy");
            assertThat(first.process().isAlive()).isTrue();
            heldUp.releaseAndAwaitEnd();
            assertThat(first.end().code()).isZero();
        }
        assertThat(launched().run(ONE).out()).contains("\"state\":\"in_sync\"");
        assertUndisturbed(metadb, ONE);
    }

    @ParameterizedTest
    @CsvSource({"KILL,137", "TERM,143"})
    void aClientThatIsEndedInTheMiddleLeavesNothingAndTheNextRunDoesAll(String signal, int code) throws Exception {
        // Software is written aside, and stays.
        Map<String, List<String>> before = MetaDbDump.of(metadb.dataSource());
        before.remove("software");
        try (HeldUp heldUp = new HeldUp(metadb.dataSource());
                Running ended = launched().start(ONE)) {
            heldUp.await(ended.process());
            assertThat(Shell.in(root)
                            .run("kill", "-" + signal, ended.process().pid())
                            .code())
                    .isZero();
            assertThat(ended.end()).isEqualTo(new Shell.Outcome(code, "", ""));
            heldUp.releaseAndAwaitEnd();
        }
        assertThat(MetaDbDump.of(metadb.dataSource())).containsAllEntriesOf(before);
        assertThat(launched().run(ONE).out()).contains("\"state\":\"ingested\"");
        assertUndisturbed(metadb, ONE);
    }

    @Test
    void aServerThatIsKilledInTheMiddleHasNothingAndTheNextRunDoesAll() throws Exception {
        assertThat(CommandRun.of("db", "migrate", "--root", root).code()).isZero();
        LaunchedCentrifugation embedded = LaunchedCentrifugation.of(root, archive, "--root", root.toString());
        Path home = root.resolve("metadb");
        try (EmbeddedServer server = EmbeddedServer.join(home, System.getenv(), System.err::println);
                HeldUp heldUp = new HeldUp(server.dataSource());
                Running client = embedded.start(ONE)) {
            heldUp.await(client.process());
            kill(home);
            Shell.Outcome outcome = client.end();
            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.err() + outcome.out()).contains(ONE);
        }
        assertThat(embedded.run(ONE).out()).contains("\"state\":\"ingested\"");
        try (EmbeddedServer server = EmbeddedServer.join(home, System.getenv(), System.err::println)) {
            assertThat(MetaDbDump.of(server.dataSource())).isEqualTo(expected(ONE));
        }
    }

    /** The postmaster is killed; its children see it, and end by themselves. */
    private static void kill(Path home) throws Exception {
        String pid = Files.readAllLines(home.resolve("data/postmaster.pid")).get(0);
        ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        ProcessHandle[] children = postmaster.descendants().toArray(ProcessHandle[]::new);
        postmaster.destroyForcibly();
        for (ProcessHandle child : children) {
            child.onExit().get(300, TimeUnit.SECONDS);
        }
    }
}
