package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ooni.pipeline.migrations.MetaDbFixture;

/** {@code pipeline centrifugation} through the packaged launcher, in processes of their own. */
record LaunchedCentrifugation(Shell shell, Path archive, String... database) {
    static final Path LAUNCHER = Path.of("target/pipeline/bin/pipeline").toAbsolutePath();

    private static final long PATIENCE_SECONDS = 300;

    static LaunchedCentrifugation of(Path directory, Path archive, String... database) {
        Shell shell = Shell.in(directory).with("OOPIPE_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
        return new LaunchedCentrifugation(shell, archive, database);
    }

    static LaunchedCentrifugation into(MetaDbFixture metadb, Path directory, Path archive) {
        return of(directory, archive, "--postgres", metadb.jdbcUrl());
    }

    LaunchedCentrifugation ofArchive(Path other) {
        return new LaunchedCentrifugation(shell, other, database);
    }

    Shell.Outcome run(String bucket) throws IOException, InterruptedException {
        return start(bucket).end();
    }

    Running start(String bucket) throws IOException {
        List<Object> command = new ArrayList<>(
                List.of(LAUNCHER, "centrifugation", "--autoclaved-root", archive, "--bucket", bucket, "--json"));
        command.addAll(List.of(database));
        Path out = Files.createTempFile(shell.directory(), "out", "");
        Path err = Files.createTempFile(shell.directory(), "err", "");
        return new Running(shell.start(out, err, command.toArray()), out, err);
    }

    /** A process that has begun. */
    record Running(Process process, Path out, Path err) implements AutoCloseable {
        Shell.Outcome end() throws IOException, InterruptedException {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            return new Shell.Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
