package org.ooni.pipeline.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.ooni.pipeline.raw.Bucket;

/**
 * The command lines of the pipeline's stages.
 *
 * @param program the launcher of an installation
 * @param jobs for {@code --jobs}; empty for the launcher's default
 */
record Launcher(Path program, Workplace workplace, OptionalInt jobs) {

    Path canned() {
        return workplace.made("canned");
    }

    Path autoclaved() {
        return workplace.made("autoclaved");
    }

    List<String> version() {
        return List.of(program.toString(), "--version");
    }

    List<String> canning(Bucket bucket) {
        return command("canning", bucket, "--reports-raw-root", workplace.reportsRaw(), "--canned-root", canned());
    }

    List<String> autoclaving(Bucket bucket) {
        return command(
                "autoclaving",
                bucket,
                "--canned-root",
                canned(),
                "--autoclaved-root",
                autoclaved(),
                "--bridge-db",
                workplace.bridgeDb());
    }

    List<String> centrifugation(Bucket bucket, Server.Database database) {
        return command("centrifugation", bucket, "--autoclaved-root", autoclaved(), "--postgres", database.dsn());
    }

    List<String> run(Bucket bucket, Server.Database database) {
        return command(
                "run",
                bucket,
                "--reports-raw-root",
                workplace.reportsRaw(),
                "--canned-root",
                canned(),
                "--autoclaved-root",
                autoclaved(),
                "--bridge-db",
                workplace.bridgeDb(),
                "--postgres",
                database.dsn());
    }

    private List<String> command(String stage, Bucket bucket, Object... options) {
        List<String> command = new ArrayList<>(List.of(program.toString(), stage, "--bucket", bucket.toString()));
        for (Object option : options) {
            command.add(option.toString());
        }
        jobs.ifPresent(count -> command.addAll(List.of("--jobs", Integer.toString(count))));
        return command;
    }
}
