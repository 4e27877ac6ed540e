package org.ooni.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The YAML reports among the made vectors, as far as loading and header merging go: bad blobs have the original's
 * reason, and fields which the later steps leave alone have its values.
 */
class YamlVectorTest {
    private static final Path VECTORS = Path.of("..", "..", "shared", "vectors", "made", "normalisation.jsonl");
    private static final Set<String> CHANGED_LATER = Set.of("start_time", "test_start_time", "measurement_start_time");
    private static final int LAST_ABOUT_LOADING = 48;

    @TestFactory
    Stream<DynamicTest> vectorsWithoutDifferenceLoadAsInTheOriginal() throws IOException {
        assumeTrue(Files.exists(VECTORS), "no vectors beside the project");
        return Files.readAllLines(VECTORS).stream()
                .map(Yaml::json)
                .filter(row -> row.get("ext").textValue().equals("yaml"))
                .filter(row -> row.get("ours").textValue().startsWith("="))
                .filter(row -> row.get("n").intValue() <= LAST_ABOUT_LOADING
                        && row.get("reference").isArray())
                .filter(row -> !row.get("ours").textValue().contains("except"))
                .map(row -> DynamicTest.dynamicTest(
                        row.get("n") + " " + row.get("name").textValue(), () -> check(row)));
    }

    private static void check(JsonNode row) throws IOException, BadBlobException {
        List<byte[]> blobs = blobs(new String(row.get("raw_b64").binaryValue(), StandardCharsets.ISO_8859_1));
        Iterator<JsonNode> events = row.get("reference").elements();
        if (blobs.isEmpty()) {
            return;
        }
        YamlHeader header = YamlHeader.of(YamlDocument.load(blobs.get(0), new YamlCopies(0)));
        for (byte[] blob : blobs.subList(1, blobs.size())) {
            try {
                JsonNode document = YamlDocument.load(blob, new YamlCopies(0));
                if (!YamlEntry.isNothing(document)) {
                    compare(
                            header.merge(YamlEntry.mapping(document), new YamlCopies(0)),
                            events.next().get("datum"));
                }
            } catch (BadBlobException bad) {
                assertThat(events.next().path("info").textValue())
                        .isEqualTo(bad.reason().info());
            }
        }
    }

    private static void compare(ObjectNode entry, JsonNode datum) {
        entry.remove(CHANGED_LATER);
        entry.properties().forEach(field -> {
            JsonNode expected = datum.path(datum.has(field.getKey()) ? field.getKey() : "test_keys");
            if (!datum.has(field.getKey())) {
                expected = expected.path(field.getKey());
            }
            assertThat(field.getValue()).as(field.getKey()).isEqualTo(expected);
        });
    }

    /** Frames that are whole; the vectors' cut-offs are the slicer's business. */
    private static List<byte[]> blobs(String report) {
        List<byte[]> blobs = new ArrayList<>();
        Arrays.stream(report.split("(?<=\n\\.\\.\\.\n)"))
                .map(frame -> frame.replaceFirst("^(#.*\n|\\.\\.\\.\n)+", ""))
                .takeWhile(frame -> frame.startsWith("---\n") && frame.endsWith("\n...\n"))
                .forEach(frame ->
                        blobs.add(frame.substring(0, frame.length() - 1).getBytes(StandardCharsets.ISO_8859_1)));
        return blobs;
    }
}
