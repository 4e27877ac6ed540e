package org.ooni.pipeline.sample;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.ooni.pipeline.sample.SampleTest.Measurement;

/** A report as it is written, blob by blob; only the blob at hand is in memory. */
final class ReportFile implements Closeable {
    private final String name;
    private final SampleTest test;
    private final Probe probe;
    private final Envelope envelope;
    private final OutputStream out;
    private long size;
    private int measurements;

    /** Where a blob is; {@code size} as in {@link Defect}. */
    record Blob(long offset, long size) {}

    private ReportFile(String name, SampleTest test, Probe probe, Envelope envelope, OutputStream out) {
        this.name = name;
        this.test = test;
        this.probe = probe;
        this.envelope = envelope;
        this.out = out;
    }

    /** Creates the file, which must not exist, and writes the header of a YAML report. */
    static ReportFile create(Path directory, SampleTest test, Probe probe, Dice dice) throws IOException {
        Envelope envelope = Envelope.of(test, probe, dice);
        String name = envelope.fileName();
        OutputStream file = Files.newOutputStream(directory.resolve(name), StandardOpenOption.CREATE_NEW);
        ReportFile report = new ReportFile(name, test, probe, envelope, new BufferedOutputStream(file, 1 << 16));
        if (test.isYaml()) {
            report.append(("# OONI Probe Report for " + test.name() + " (" + test.version() + ")\n")
                    .getBytes(StandardCharsets.US_ASCII));
            report.append(YamlDocument.of(envelope.header()));
        }
        return report;
    }

    /** Invents and writes a measurement. */
    Blob measure(Dice dice, PageBytes pages) throws IOException {
        return write(prepare(dice, pages));
    }

    /** A measurement ready to be altered and written. */
    Fields prepare(Dice dice, PageBytes pages) {
        Measurement measurement = test.measure(dice, probe, pages, measurements);
        return envelope.wrap(measurement, dice, measurements);
    }

    Blob write(Fields fields) throws IOException {
        measurements++;
        Blob blob = append(encode(fields));
        return test.isYaml() ? blob : new Blob(blob.offset(), blob.size() - 1);
    }

    /** Writes only the first half of a measurement. */
    Blob writeCutOff(Fields fields) throws IOException {
        byte[] whole = encode(fields);
        return append(Arrays.copyOf(whole, whole.length / 2));
    }

    /** Writes bytes that are no measurement. */
    Blob append(byte[] bytes) throws IOException {
        Blob blob = new Blob(size, bytes.length);
        out.write(bytes);
        size += bytes.length;
        return blob;
    }

    private byte[] encode(Fields fields) throws IOException {
        return test.isYaml()
                ? YamlDocument.of(fields)
                : JsonLine.of(fields, probe.platform().escapes());
    }

    String name() {
        return name;
    }

    int measurements() {
        return measurements;
    }

    long size() {
        return size;
    }

    WrittenDay.Report summary() {
        return new WrittenDay.Report(name, test.name(), size, measurements);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
