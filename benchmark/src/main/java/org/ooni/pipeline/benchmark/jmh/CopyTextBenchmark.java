package org.ooni.pipeline.benchmark.jmh;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.ooni.pipeline.metadb.RowWriter;
import org.ooni.pipeline.metadb.Table;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Rows as COPY reads them. */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class CopyTextBenchmark {
    private static final byte[] DIGEST = new byte[32];

    private final RowWriter rows =
            new RowWriter(Table.of("made_up", "msm_no", "url", "headers", "body_sha256", "none"));
    private final List<String> urls = new ArrayList<>();
    private final List<String> headers = new ArrayList<>();

    /** Takes out of the measurements what rows are made of. */
    @Setup
    public void take(Measurements measurements) {
        for (JsonNode tree : measurements.trees()) {
            urls.add(tree.path("input").asText());
            headers.add(tree.path("test_keys")
                    .path("control")
                    .path("http_request")
                    .path("headers")
                    .toString());
        }
    }

    /** A row for each measurement, of five columns: a number, a URL, headers as JSON, a digest, NULL. */
    @Benchmark
    public String copyText() {
        rows.clear();
        for (int i = 0; i < urls.size(); i++) {
            rows.integer(i)
                    .text(urls.get(i))
                    .text(headers.get(i))
                    .bytes(DIGEST)
                    .text(null)
                    .end();
        }
        return rows.lines();
    }
}
