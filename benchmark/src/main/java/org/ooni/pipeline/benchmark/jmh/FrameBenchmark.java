package org.ooni.pipeline.benchmark.jmh;

import java.io.IOException;
import java.io.OutputStream;
import org.ooni.pipeline.io.BlockEncoder;
import org.ooni.pipeline.io.Lz4FrameEncoder;
import org.ooni.pipeline.io.Lz4Writer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** LZ4 as the two archives write it. */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class FrameBenchmark {
    private final Lz4FrameEncoder encoder = new Lz4FrameEncoder(new BlockEncoder());

    /** A can of all measurements, about 5 MB, as canning writes it. */
    @Benchmark
    public void can(Measurements measurements) throws IOException {
        try (Lz4Writer writer = new Lz4Writer(OutputStream.nullOutputStream())) {
            writer.write(measurements.text());
        }
    }

    /** A frame of all measurements, as autoclaving writes it. */
    @Benchmark
    public int frame(Measurements measurements) {
        return encoder.encode(measurements.text(), measurements.text().length);
    }
}
