package org.ooni.pipeline.benchmark.jmh;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ooni.pipeline.feeder.BlockPages;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.feeder.FeederContext;
import org.ooni.pipeline.feeder.HttpRequestFpFeeder;
import org.ooni.pipeline.feeder.SimhashCache;
import org.ooni.pipeline.metadb.Fingerprint;
import org.ooni.pipeline.metadb.NumberedFingerprint;
import org.ooni.pipeline.metadb.RowWriter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Block pages looked for in responses. */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class FingerprintBenchmark {
    private static final int FINGERPRINTS = 1000;
    private static final List<String> WORDS = List.of(
            "<title>", "blocked", "access", "<iframe src=\"http://", "запрещен", "erişim", "warning", "/policy?");

    private Feeder feeder;
    private RowWriter rows;

    /** Fingerprints that share beginnings with each other and with what is in pages, as real ones do. */
    @Setup
    public void open() {
        Random random = new Random(20_261_120);
        List<NumberedFingerprint> all = new ArrayList<>();
        for (int i = 0; i < FINGERPRINTS; i++) {
            String text = WORDS.get(random.nextInt(WORDS.size()))
                    + WORDS.get(random.nextInt(WORDS.size()))
                    + Integer.toHexString(random.nextInt());
            all.add(new NumberedFingerprint(i, Fingerprint.ofBody("ZZ", text)));
        }
        feeder = new HttpRequestFpFeeder().open(new FeederContext(new BlockPages(all), new SimhashCache()));
        rows = new RowWriter(feeder.table());
    }

    /** All measurements fed; that includes taking the bodies out of the trees as UTF-8. */
    @Benchmark
    public int fingerprints(Measurements measurements) {
        rows.clear();
        for (JsonNode tree : measurements.trees()) {
            feeder.feed(1, tree, rows);
        }
        return rows.lines().length();
    }
}
