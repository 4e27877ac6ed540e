package org.ooni.pipeline.benchmark.jmh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ooni.pipeline.sample.PageBytes;
import org.ooni.pipeline.sample.SampleDay;
import org.ooni.pipeline.sample.Shape;
import org.ooni.pipeline.sample.WrittenDay;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A few reports of whole pages in several languages, about 5 MB. */
@State(Scope.Benchmark)
public class Measurements {
    private static final int REPORTS = 11;
    private static final int IN_EACH = 12;

    private byte[] text;
    private final List<byte[]> lines = new ArrayList<>();
    private final List<JsonNode> trees = new ArrayList<>();
    private final List<byte[]> bodies = new ArrayList<>();

    /** Makes them, through a directory that is gone afterwards. */
    @Setup(Level.Trial)
    public void make() throws IOException {
        Shape shape = Shape.webConnectivity(REPORTS, IN_EACH, new PageBytes(20_000, 100_000));
        Path root = Files.createTempDirectory("pipeline-jmh");
        WrittenDay day = new SampleDay(20_261_120, LocalDate.of(2017, 3, 1), shape).writeTo(root);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (WrittenDay.Report report : day.reports()) {
            Path file = day.directory().resolve(report.fileName());
            all.write(Files.readAllBytes(file));
            Files.delete(file);
        }
        Files.delete(day.directory());
        Files.delete(root);
        text = all.toByteArray();
        split();
    }

    private void split() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        int from = 0;
        for (int i = 0; i < text.length; i++) {
            if (text[i] == '\n') {
                byte[] line = Arrays.copyOfRange(text, from, i);
                from = i + 1;
                JsonNode tree = mapper.readTree(line);
                JsonNode body = tree.path("test_keys")
                        .path("requests")
                        .path(0)
                        .path("response")
                        .path("body");
                lines.add(line);
                trees.add(tree);
                if (body.isTextual()) {
                    bodies.add(body.textValue().getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }

    /** All lines, with their line feeds. */
    byte[] text() {
        return text;
    }

    /** The same one by one, without. */
    List<byte[]> lines() {
        return lines;
    }

    /** The same as trees. */
    List<JsonNode> trees() {
        return trees;
    }

    /** The pages, as UTF-8. */
    List<byte[]> bodies() {
        return bodies;
    }
}
