package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.cli.LaunchedCentrifugation.Running;
import org.ooni.pipeline.migrations.MetaDbDump;
import org.ooni.pipeline.migrations.MetaDbFixture;

/** The launcher's {@code rerun}, ended in the middle and gone on with. */
class RerunIT {
    private static final String FIRST = "2017-01-01";
    private static final String SECOND = "2017-01-02";

    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    @TempDir
    private Path place;

    private Running start() throws IOException {
        Shell shell = Shell.in(place).with("OOPIPE_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
        List<Object> command = new ArrayList<>(List.of(LaunchedCentrifugation.LAUNCHER, "rerun"));
        command.addAll(List.of("--root", place.resolve("root"), "--postgres", metadb.jdbcUrl()));
        command.addAll(List.of("--start", FIRST, "--end", "2017-01-03"));
        Path out = Files.createTempFile(place, "out", "");
        Path err = Files.createTempFile(place, "err", "");
        return new Running(shell.start(out, err, command.toArray()), out, err);
    }

    @Test
    void aRerunThatIsTerminatedGoesOnWithWhatIsLeft() throws Exception {
        Path root = place.resolve("root");
        MadeArchive.make(root, report -> report.contains("tcp_connect"), FIRST, SECOND);
        MendedRoot done = new MendedRoot(root, metadb);
        done.ingest(FIRST);
        done.ingest(SECOND);
        Map<String, byte[]> files = done.files();
        Object rows = MetaDbDump.of(metadb.dataSource());

        try (HeldUp heldUp = new HeldUp(metadb.dataSource());
                Running run = start()) {
            heldUp.await(run.process());
            run.process().destroy();
            assertThat(run.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
            heldUp.releaseAndAwaitEnd();
            Shell.Outcome ended = run.end();
            assertThat(ended.code()).as(ended.err()).isEqualTo(143);
            assertThat(ended.out()).contains(FIRST + " autoclaving").doesNotContain("centrifugation", SECOND);
            assertThat(ended.err())
                    .contains("rerun: stopped; 2 of 2 buckets are left, " + FIRST + " first; the same command goes on");
        }
        assertThat(MetaDbDump.of(metadb.dataSource())).isEqualTo(rows);

        try (Running run = start()) {
            Shell.Outcome ended = run.end();
            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.err())
                    .contains("2 of 2 buckets are left; --restart begins anew", "all 2 buckets are done");
            assertThat(ended.out().lines().map(line -> line.replaceAll(":.*", "")))
                    .containsExactly(FIRST + " centrifugation", SECOND + " autoclaving", SECOND + " centrifugation");
        }
        assertThat(MetaDbDump.of(metadb.dataSource())).isEqualTo(rows);
        assertThat(done.files())
                .hasSameSizeAs(files)
                .allSatisfy((name, bytes) -> assertThat(bytes).as(name).isEqualTo(files.get(name)));
        assertThat(root.resolve("canned/.pipeline/rerun")).isEmptyDirectory();
    }
}
