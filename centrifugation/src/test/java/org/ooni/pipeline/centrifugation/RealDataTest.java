package org.ooni.pipeline.centrifugation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.autoclaving.Autoclaving;
import org.ooni.pipeline.autoclaving.sanitise.BridgeDb;
import org.ooni.pipeline.autoclaving.scrub.ScrubbingRules;
import org.ooni.pipeline.canning.Canning;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.feeder.Feeders;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.migrations.MetaDbDump;
import org.ooni.pipeline.raw.Bucket;

/**
 * Real reports through all three stages give the rows that the Python pipeline made of them, in all tables, but for the
 * differences that are listed, each with the number of its rule, in {@code RealDifferences.txt}.
 */
class RealDataTest extends IngestFixture {
    private static final Path REAL = Path.of("..", "..", "shared", "vectors", "real");
    private static final Path EXPECTED = REAL.resolve("expected").resolve("db");
    private static final int MAX_MEASUREMENT = 64 << 20;
    /** How often, the rule, what. */
    private static final Pattern ACCEPTED = Pattern.compile(" *(\\d+) +(\\S+) +(.*)");

    @TempDir
    Path canned;

    @Test
    void realReportsGiveTheRowsTheyGaveBefore() throws Exception {
        assumeTrue(Files.isDirectory(REAL), "no real reports at " + REAL.toAbsolutePath());
        for (Bucket bucket : buckets()) {
            process(bucket);
        }
        Map<String, Integer> differences = new TreeMap<>();
        List<String> tables = new ArrayList<>(MetaDbDump.tables());
        tables.remove("residual");
        for (String table : tables) {
            differences.putAll(RowDifferences.of(table, actual(table), expected(table)));
        }
        assertThat(differences).containsExactlyInAnyOrderEntriesOf(accepted());
        assertThat(residuals("residual")).containsExactlyInAnyOrderElementsOf(Set.copyOf(residuals("measurement")));
    }

    /** The last column of all rows: those of measurements are compared above, the dictionary has just these. */
    private List<String> residuals(String table) throws Exception {
        return actual(table).stream()
                .skip(1)
                .map(line -> line.substring(line.lastIndexOf('\t') + 1))
                .toList();
    }

    private void process(Bucket bucket) throws Exception {
        BridgeDb bridges = BridgeDb.read(REAL.resolve("bridge_db.json"));
        new Canning(REAL.resolve("reports-raw"), canned, 1).run(bucket, Progress.NONE);
        new Autoclaving(canned, root, bridges, ScrubbingRules.none(), MAX_MEASUREMENT, 1).run(bucket, Progress.NONE);
        CentrifugationResult result =
                centrifugation(Feeders.load(Feeder.class.getClassLoader())).run(bucket, Progress.NONE);
        assertThat(List.of(result.badMeta(), result.badRows())).containsOnly(0L);
    }

    /** In the order of their days. */
    private static List<Bucket> buckets() throws IOException {
        try (Stream<Path> directories = Files.list(REAL.resolve("reports-raw"))) {
            return directories
                    .map(directory -> Bucket.parse(directory.getFileName().toString()))
                    .sorted(Comparator.comparing(Bucket::day))
                    .toList();
        }
    }

    private static List<String> expected(String table) throws IOException {
        Path file = EXPECTED.resolve(table + ".tsv");
        return Files.exists(file) ? List.of(Files.readString(file).split("\n")) : List.of();
    }

    private List<String> actual(String table) throws Exception {
        try (Connection connection = metadb.dataSource().getConnection()) {
            return MetaDbDump.lines(connection, table);
        }
    }

    private static Map<String, Integer> accepted() throws IOException {
        Map<String, Integer> accepted = new TreeMap<>();
        try (InputStream in = RealDataTest.class.getResourceAsStream("RealDifferences.txt")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                Matcher parts = ACCEPTED.matcher(line);
                if (parts.matches()) {
                    accepted.put(parts.group(3), Integer.parseInt(parts.group(1)));
                }
            }
        }
        return accepted;
    }
}
