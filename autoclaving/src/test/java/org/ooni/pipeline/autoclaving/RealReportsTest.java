package org.ooni.pipeline.autoclaving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.autoclaving.sanitise.BridgeDb;
import org.ooni.pipeline.autoclaving.scrub.ScrubbingRules;
import org.ooni.pipeline.canning.Canning;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.raw.Bucket;
import org.ooni.pipeline.report.Slicer;

/** Canning and autoclaving of real reports, compared with what the original made of them. */
class RealReportsTest {
    private static final String BRIDGES_OF_2015 = "2015-12-09/20150216T000016Z-NL-AS47172-bridge_reachability";
    private static final String BRIDGES_OF_2018 = "2018-12-24/20180827T141558Z-IT-AS12874-bridge_reachability";

    /** Every difference that a rule demands; {@code value} is what we say, where that is the same every time. */
    private static final List<Accepted> ACCEPTED = List.of(
            accept("D42", BRIDGES_OF_2015, "datum", "test_keys.bridge_address", "null", 46),
            accept("D42", BRIDGES_OF_2015, "datum", "test_keys.bridge_hashed_fingerprint", null, 46),
            accept("D42", BRIDGES_OF_2015, "datum", "test_keys.distributor", null, 46),
            accept("D43", BRIDGES_OF_2015, "badblob", "missing", null, 1),
            accept("D43", BRIDGES_OF_2015, "datum", "added", null, 1),
            accept("D43", BRIDGES_OF_2015, "report", "data", "47", 1),
            accept("D43", BRIDGES_OF_2015, "report", "bad", "0", 1),
            accept("D42", BRIDGES_OF_2018, "datum", "input", "\"[REDACTED]\"", 1),
            accept("D42", BRIDGES_OF_2018, "datum", "test_keys.bridge_address", "null", 1),
            accept(
                    "D9",
                    "2015-12-09/20151105T122936Z-IS-AS51896-http_requests",
                    "datum",
                    "probe_city",
                    "{\"data\":\"UmV5a2phdu1r\",\"format\":\"base64\"}",
                    1));

    @TempDir
    Path temp;

    private record Difference(String report, String event, String field) {}

    private record Accepted(String rule, Difference difference, String value, int times) {}

    private static Accepted accept(String rule, String report, String event, String field, String value, int times) {
        return new Accepted(rule, new Difference(report, event, field), value, times);
    }

    @TestFactory
    Stream<DynamicTest> realReportsDifferFromTheOriginalsOnlyWhereARuleSaysSo() throws IOException {
        Path real = Vectors.require("real");
        List<String> buckets = buckets(real);
        assertThat(buckets).hasSize(8);
        return buckets.stream().map(bucket -> DynamicTest.dynamicTest(bucket, () -> compare(real, bucket)));
    }

    @Test
    void reportsThatStoppedTheOriginalGiveTheirData() throws IOException {
        Path hard = Vectors.require("real-hard");
        Map<String, Integer> kinds = new TreeMap<>();
        for (String bucket : buckets(hard)) {
            autoclave(hard, bucket, "{}").keySet().forEach(name -> kinds.merge(name.split(" ")[1], 1, Integer::sum));
        }
        assertThat(kinds).isEqualTo(Map.of("report", 7, "datum", 15));
    }

    private void compare(Path real, String bucket) throws IOException {
        Map<String, JsonNode> expected = BucketEvents.written(real.resolve("expected/events/" + bucket + ".jsonl"));
        Map<String, JsonNode> actual = autoclave(real, bucket, Files.readString(real.resolve("bridge_db.json")));
        Map<String, Integer> found = new TreeMap<>();
        TreeSet<String> names = new TreeSet<>(expected.keySet());
        names.addAll(actual.keySet());
        for (String name : names) {
            for (String path : differences(expected.get(name), actual.get(name))) {
                String[] words = name.split(" ");
                Difference difference = new Difference(report(words[0]), words[1], path);
                found.merge(difference.toString(), 1, Integer::sum);
                requireValue(difference, actual.get(name));
            }
        }
        assertThat(found).isEqualTo(accepted(bucket));
    }

    private static Map<String, Integer> accepted(String bucket) {
        Map<String, Integer> accepted = new TreeMap<>();
        ACCEPTED.stream()
                .filter(a -> a.difference().report().startsWith(bucket))
                .forEach(a -> accepted.put(a.difference().toString(), a.times()));
        return accepted;
    }

    private static void requireValue(Difference difference, JsonNode actual) {
        for (Accepted accepted : ACCEPTED) {
            if (accepted.difference().equals(difference) && accepted.value() != null) {
                JsonNode value = actual.at("/" + difference.field().replace('.', '/'));
                assertThat(value).as(difference.toString()).isEqualTo(Autoclaved.tree(accepted.value()));
            }
        }
    }

    private static List<String> differences(JsonNode expected, JsonNode actual) {
        if (expected == null || actual == null) {
            return List.of(expected == null ? "added" : "missing");
        }
        return Differences.between(expected, actual);
    }

    /** The name up to the test, which is enough to tell one from the other. */
    private static String report(String textname) {
        return String.join("-", List.of(textname.split("-")).subList(0, 6));
    }

    private Map<String, JsonNode> autoclave(Path reports, String bucket, String bridges) throws IOException {
        Path bridgeDb = Files.writeString(temp.resolve("bridge_db.json"), bridges);
        Path canned = temp.resolve("canned");
        Path autoclaved = temp.resolve("autoclaved");
        new Canning(reports.resolve("reports-raw"), canned, 2).run(Bucket.parse(bucket), Progress.NONE);
        new Autoclaving(canned, autoclaved, BridgeDb.read(bridgeDb), ScrubbingRules.none(), Slicer.DEFAULT_MAX_BLOB, 2)
                .run(Bucket.parse(bucket), Progress.NONE);
        return BucketEvents.read(autoclaved, bucket);
    }

    private static List<String> buckets(Path root) throws IOException {
        try (Stream<Path> folders = Files.list(root.resolve("reports-raw"))) {
            return folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }
}
