package org.ooni.pipeline.benchmark.jmh;

import org.ooni.pipeline.report.BadBlobException;
import org.ooni.pipeline.report.JsonText;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Raw JSON to strict text, in one pass. */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class JsonPassBenchmark {
    private final JsonText text = new JsonText();

    /** All measurements, about 5 MB. */
    @Benchmark
    public long jsonPass(Measurements measurements) throws BadBlobException {
        long length = 0;
        for (byte[] line : measurements.lines()) {
            text.copy(line, 0, line.length);
            length += text.length();
        }
        return length;
    }
}
