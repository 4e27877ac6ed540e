package org.ooni.pipeline.cli.rerun;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.stage.Words;
import org.ooni.pipeline.cli.state.StageName;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.raw.Bucket;

/** Lists the reruns that have begun and of which something is left. Takes no locks. */
public final class UnfinishedReruns {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path cannedRoot;
    private final PrintWriter out;
    private final PrintWriter err;

    /** @param err gets a line for each ledger that cannot be read */
    public UnfinishedReruns(Path cannedRoot, PrintWriter out, PrintWriter err) {
        this.cannedRoot = cannedRoot;
        this.out = out;
        this.err = err;
    }

    /** @param json whether objects are printed instead of lines */
    public ExitCode print(boolean json) throws IOException {
        ExitCode worst = ExitCode.DONE;
        for (Path file : files()) {
            try {
                Optional<RerunState> state = RerunLedger.read(file);
                state.ifPresent(found -> out.println(json ? object(found, file).toString() : line(found, file)));
            } catch (CorruptFileException e) {
                err.println(e.getMessage());
                worst = ExitCode.BAD_INPUT;
            }
        }
        return worst;
    }

    private List<Path> files() throws IOException {
        Path directory = RerunLedger.directory(cannedRoot);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(RerunLedger.SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    private static String line(RerunState state, Path file) {
        List<Bucket> left = state.bucketsLeft();
        String tests = state.testNames().isEmpty() ? "" : " of " + String.join(", ", new TreeSet<>(state.testNames()));
        String failed = state.failed().isEmpty() ? "" : ", " + state.failed().size() + " failed";
        return state.begun().truncatedTo(ChronoUnit.SECONDS) + "  "
                + state.stages().stream().map(StageName::toString).collect(Collectors.joining(","))
                + tests + " from " + state.buckets().get(0) + " to "
                + state.buckets().get(state.buckets().size() - 1) + ": " + left.size() + " of "
                + Words.count(state.buckets().size(), "bucket") + " left" + failed + "  " + file;
    }

    private static ObjectNode object(RerunState state, Path file) {
        ObjectNode object = JSON.createObjectNode();
        object.put("begun", state.begun().toString());
        object.set("stages", texts(state.stages()));
        object.set("test_names", texts(new TreeSet<>(state.testNames())));
        object.put("buckets", state.buckets().size());
        object.set("left", texts(state.bucketsLeft()));
        object.set("failed", texts(state.failed().keySet()));
        object.put("ledger", file.toString());
        return object;
    }

    private static ArrayNode texts(Collection<?> values) {
        ArrayNode texts = JSON.createArrayNode();
        values.forEach(value -> texts.add(value.toString()));
        return texts;
    }
}
