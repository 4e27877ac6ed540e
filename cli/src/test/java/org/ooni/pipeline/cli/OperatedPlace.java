package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.ooni.pipeline.cli.embedded.EmbeddedServer;
import org.ooni.pipeline.cli.walkthrough.Block;
import org.ooni.pipeline.cli.walkthrough.ShellCommand;

/** Where the commands of the runbook are typed: a root, a place for backups, a server, and what befalls them. */
final class OperatedPlace {
    private static final Set<String> CLIENTS =
            Set.of("psql", "createuser", "createdb", "dropdb", "pg_dump", "pg_restore");
    private static final Pattern DIRECTORY = Pattern.compile("(?<![\\w./])/(?=(?:data|backup)\\b)");
    /** No copy is made of the embedded database while somebody uses it. */
    private static final Pattern COPYING = Pattern.compile("(cp|mv) .*/data/metadb\\b");

    private static final String FILLER = "autoclaved/.pipeline/damaged/2017-01-02.0/filler";

    private final Path place;
    private final Shell shell;
    private final Optional<OwnServer> server;
    private final boolean small;
    private EmbeddedServer embedded;

    private OperatedPlace(Path place, Shell shell, Optional<OwnServer> server, boolean small) {
        this.place = place;
        this.shell = shell;
        this.server = server;
        this.small = small;
    }

    static OperatedPlace make(Path place) throws IOException, InterruptedException {
        Path work = Files.createDirectories(place.resolve("work/bin")).getParent();
        Path path = Files.createDirectories(place.resolve("path"));
        Files.createSymbolicLink(work.resolve("bin/pipeline"), LaunchedCentrifugation.LAUNCHER);
        Files.createSymbolicLink(path.resolve("ooni-pipeline"), LaunchedCentrifugation.LAUNCHER);
        Optional<OwnServer> server = OwnServer.start(place.resolve("server"));
        String clients = server.map(own -> own.programs() + ":").orElse("");
        Shell shell = Shell.in(work)
                .with("OOPIPE_JAVA_OPTS", "-XX:TieredStopAtLevel=1")
                .with("PGPORT", server.map(own -> Integer.toString(own.port())).orElse("1"))
                .with("PATH", path + ":" + clients + System.getenv("PATH"));
        Files.createDirectories(place.resolve("data"));
        Files.createDirectories(place.resolve("backup"));
        boolean small = shell.run("mount", "-t", "tmpfs", "-o", "size=400m", "tmpfs", place.resolve("data"))
                        .code()
                == 0;
        OperatedPlace operated = new OperatedPlace(place, shell, server, small);
        MadeUploads.writeTo(operated.data("reports-raw"), "2017-01-01", "2017-01-02", "2017-01-03");
        MadeUploads.writeTo(place.resolve("backup/reports-raw"), "2016-12-30", "2016-12-31");
        MadeUploads.writeLists(work);
        Files.writeString(operated.data("bridge_db.json"), "{}");
        return operated;
    }

    private Path data(String file) {
        return place.resolve("data").resolve(file);
    }

    /** What happens before that section of a page is needed. */
    void enter(String heading) throws IOException, InterruptedException {
        switch (heading) {
            case "Damaged or lost files" -> damage(data("autoclaved/2017-01-02/ndt.0.tar.lz4"));
            case "The same report twice" -> repeatReport();
            case "A full disk" -> {
                MadeUploads.writeTo(data("reports-raw"), "2017-01-04");
                release();
                fill();
            }
            case "Bringing it back" -> {
                MadeUploads.writeTo(data("reports-raw"), "2017-01-05");
                hold();
                assertThat(shell.run("bin/pipeline", "tick", "--root", data("")).code())
                        .isZero();
            }
            default -> {}
        }
    }

    /** A report that comes again, and has been ingested twice. */
    private void repeatReport() throws IOException, InterruptedException {
        String report = "20170101T000000Z-IT-AS30722-ndt-R2-0.2.0-probe.json";
        Files.copy(
                data("reports-raw/2017-01-01").resolve(report),
                data("reports-raw/2017-01-03").resolve(report));
        hold();
        for (String stage : List.of("canning", "autoclaving --missing", "centrifugation")) {
            String command = "bin/pipeline " + stage + " --bucket 2017-01-03 --root " + data("");
            assertThat(shell.run("bash", "-c", command).code()).as(command).isZero();
        }
    }

    /** The last bytes are the checksum of the last frame. */
    private static void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.write(file, bytes);
    }

    private void fill() throws IOException {
        assumeTrue(small, "only root may mount a disk that can be filled");
        Path filler = data(FILLER);
        Files.createDirectories(filler.getParent());
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left on device");
        }
    }

    private boolean isFull() {
        return Files.exists(data(FILLER));
    }

    /** Writes a file that a page shows. */
    void write(Block file) throws IOException {
        Path path = Path.of(DIRECTORY.matcher(file.file()).replaceAll(place + "/"));
        Files.writeString(path, file.text());
    }

    Shell.Outcome run(ShellCommand command) throws IOException, InterruptedException {
        assumeTrue(
                server.isPresent()
                        || !CLIENTS.contains(command.program())
                                && !command.text().contains("db.example"),
                "PostgreSQL's programs are not installed here");
        assumeTrue(isFull() || command.exit() != 73, "no full disk");
        if (COPYING.matcher(command.text()).find()) {
            release();
        } else {
            hold();
        }
        String text = DIRECTORY.matcher(command.text()).replaceAll(place + "/").replace("db.example", "localhost");
        Shell.Outcome outcome = shell.run("bash", "-c", text);
        return new Shell.Outcome(outcome.code(), asOnThePage(outcome.out()), asOnThePage(outcome.err()));
    }

    private String asOnThePage(String printed) {
        return printed.replace(place + "/", "/").replace("localhost", "db.example");
    }

    /** So that not every command has to start the embedded server and to stop it. */
    private void hold() {
        if (embedded == null && !isFull()) {
            embedded = EmbeddedServer.join(data("metadb"), System.getenv(), hint -> {});
        }
    }

    private void release() {
        if (embedded != null) {
            embedded.close();
            embedded = null;
        }
    }

    void close() throws IOException, InterruptedException {
        release();
        if (server.isPresent()) {
            server.get().stop();
        }
        if (small) {
            assertThat(shell.run("umount", place.resolve("data")).code()).isZero();
        }
    }
}
