package org.ooni.pipeline.benchmark.jmh;

import org.ooni.pipeline.feeder.Simhash;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Warmup;

/** Similarity hashes of pages. */
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SimhashBenchmark {

    /** Both hashes of all pages. */
    @Benchmark
    public long simhash(Measurements measurements) {
        long sum = 0;
        for (byte[] body : measurements.bodies()) {
            Simhash simhash = Simhash.of(body);
            sum += simhash.layout() ^ simhash.text();
        }
        return sum;
    }
}
