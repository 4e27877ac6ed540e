package org.ooni.pipeline.cli.watch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ooni.pipeline.cli.watch.Run.BucketFailure;
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

    private final Path file;
    private boolean entered;

    RunLedger(Path file) {
        this.file = file;
    }

    @Override
    public void begun(Run run) throws IOException {
        entered = append(line(run, "begun", run.start(), json -> {
            json.writeStringField("command", run.command());
            json.writeArrayFieldStart("arguments");
            for (String argument : run.arguments()) {
                json.writeString(argument);
            }
            json.writeEndArray();
            json.writeNumberField("pid", ProcessHandle.current().pid());
        }));
    }

    @Override
    public void ended(Run run) throws IOException {
        if (!entered) {
            // The run itself may have made the place.
            begun(run);
        }
        append(line(run, "ended", run.end().time(), json -> {
            json.writeFieldName("exit");
            if (run.end().exit().isPresent()) {
                json.writeNumber(run.end().exit().getAsInt());
            } else {
                json.writeNull();
            }
            json.writeStringField("message", run.end().message());
            writeStages(json, run.stages());
            writeFailures(json, run.failures());
        }));
    }

    private static void writeStages(JsonGenerator json, Map<String, StageTotals> stages) throws IOException {
        json.writeObjectFieldStart("stages");
        for (Map.Entry<String, StageTotals> stage : stages.entrySet()) {
            StageTotals totals = stage.getValue();
            json.writeObjectFieldStart(stage.getKey());
            json.writeNumberField("done", totals.done());
            json.writeNumberField("failed", totals.failed());
            json.writeObjectFieldStart("figures");
            for (Map.Entry<String, Number> figure : totals.figures().entrySet()) {
                json.writeFieldName(figure.getKey());
                json.writeNumber(figure.getValue().toString());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void writeFailures(JsonGenerator json, List<BucketFailure> failures) throws IOException {
        json.writeArrayFieldStart("failures");
        for (BucketFailure failure : failures) {
            json.writeStartObject();
            json.writeStringField("bucket", failure.bucket());
            json.writeStringField("stage", failure.stage());
            json.writeNumberField("exit", failure.exit());
            json.writeStringField("error", failure.error());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** What a line has behind the members that both have. */
    @FunctionalInterface
    private interface Members {
        void writeTo(JsonGenerator json) throws IOException;
    }

    /** Without a mapper: to set one up takes longer than many a run. */
    private static String line(Run run, String event, Instant time, Members more) throws IOException {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("run", run.id());
            json.writeStringField("event", event);
            json.writeStringField("time", time.toString());
            more.writeTo(json);
            json.writeEndObject();
        }
        return line + "\n";
    }

    /** The file that was put aside. */
    static Path older(Path file) {
        return file.resolveSibling(file.getFileName() + ".1");
    }

    /** Nothing is made where there is no place for it: the run will say so. */
    private boolean append(String line) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory.getParent() == null || !Files.isDirectory(directory.getParent())) {
            return false;
        }
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
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
