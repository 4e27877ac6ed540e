package org.ooni.pipeline.cli.watch;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.ooni.pipeline.io.CannotWriteException;

/**
 * The ledger of runs: a JSON object a line, one when a run begins and one when it ends, joined by {@code run}.
 *
 * <pre>
 * {"run":…,"event":"begun","time":…,"command":"run","arguments":[…],"pid":…}
 * {"run":…,"event":"ended","time":…,"exit":0,"message":null,"stages":{"canning":{"done":1,"failed":0,"figures":{…}}},
 *  "failures":[{"bucket":…,"stage":…,"exit":65,"error":…}]}
 * </pre>
 *
 * <p>{@code exit} is null after a signal. A file of 16 MiB is put aside under its name with {@code .1}, in the place of
 * the one before, so a ledger never needs more than twice that.
 */
final class RunLedger implements Watcher {
    private static final long FULL = 16 << 20;
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private boolean entered;

    RunLedger(Path file) {
        this.file = file;
    }

    @Override
    public void begun(Run run) throws IOException {
        Map<String, Object> line = line(run, "begun", run.start());
        line.put("command", run.command());
        line.put("arguments", run.arguments());
        line.put("pid", ProcessHandle.current().pid());
        entered = append(line);
    }

    @Override
    public void ended(Run run) throws IOException {
        if (!entered) {
            // The run itself may have made the place.
            begun(run);
        }
        Map<String, Object> line = line(run, "ended", run.end().time());
        line.put("exit", run.end().exit().isPresent() ? run.end().exit().getAsInt() : null);
        line.put("message", run.end().message());
        Map<String, Object> stages = new LinkedHashMap<>();
        run.stages().forEach((stage, totals) -> {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("done", totals.done());
            members.put("failed", totals.failed());
            members.put("figures", totals.figures());
            stages.put(stage, members);
        });
        line.put("stages", stages);
        line.put("failures", run.failures());
        append(line);
    }

    private static Map<String, Object> line(Run run, String event, Object time) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("run", run.id());
        line.put("event", event);
        line.put("time", time.toString());
        return line;
    }

    /** The file that was put aside. */
    static Path older(Path file) {
        return file.resolveSibling(file.getFileName() + ".1");
    }

    /** Nothing is made where there is no place for it: the run will say so. */
    private boolean append(Map<String, Object> line) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory.getParent() == null || !Files.isDirectory(directory.getParent())) {
            return false;
        }
        ByteBuffer bytes = ByteBuffer.wrap((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            Files.createDirectories(directory);
            write(directory.resolve(file.getFileName() + ".lock"), bytes);
            return true;
        } catch (IOException e) {
            throw new CannotWriteException(file, e);
        }
    }

    /** Arguments and messages are for the operator alone, whoever may read the directory. */
    private void write(Path lock, ByteBuffer bytes) throws IOException {
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel locked =
                        FileChannel.open(lock, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), mode);
                FileLock held = locked.lock()) {
            if (held.isValid() && Files.exists(file) && Files.size(file) > FULL) {
                Files.move(file, older(file), StandardCopyOption.REPLACE_EXISTING);
            }
            try (FileChannel out =
                    FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), mode)) {
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
            }
        }
    }
}
