package org.ooni.pipeline.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.ooni.pipeline.raw.Bucket;
import org.ooni.pipeline.sample.SampleBridgeDb;
import org.ooni.pipeline.sample.SampleDay;

/**
 * The directory that everything of a benchmark lies in. Days that were made in it before are used again.
 *
 * @param scale how much there is of everything, see {@link Day#shape}
 */
record Workplace(Path directory, double scale, long seed, PrintStream progress) {
    private static final String MARK = "THIS-IS-A-BENCHMARK";

    /** @throws IOException if the directory has something in it and is no benchmark's */
    static Workplace open(Path directory, double scale, long seed, PrintStream progress) throws IOException {
        Files.createDirectories(directory);
        Path mark = directory.resolve(MARK);
        if (!Files.exists(mark)) {
            try (Stream<Path> entries = Files.list(directory)) {
                if (entries.findAny().isPresent()) {
                    throw new IOException(directory + " is neither empty nor a benchmark's");
                }
            }
            Files.writeString(mark, "Made by bin/benchmark: the data here are made up and may be deleted.\n");
        }
        Workplace workplace = new Workplace(directory, scale, seed, progress);
        SampleBridgeDb.writeTo(workplace.bridgeDb());
        return workplace;
    }

    Path bridgeDb() {
        return directory.resolve("bridge_db.json");
    }

    /** Where the days' reports are. */
    Path reportsRaw() {
        return directory.resolve("reports-raw-" + scale + "-" + seed);
    }

    /** A directory for what is made in the course of the benchmark. */
    Path made(String name) {
        return directory.resolve(name);
    }

    /** Makes the reports of a bucket unless they are there. */
    void prepare(Day day, Bucket bucket) throws IOException {
        Path reports = bucket.under(reportsRaw());
        if (!Files.isDirectory(reports)) {
            progress.println("making reports of " + bucket + " …");
            Path halfMade = made("half-made");
            delete(halfMade);
            new SampleDay(seed, bucket.day(), day.shape(scale)).writeTo(halfMade);
            Files.createDirectories(reportsRaw());
            Files.move(bucket.under(halfMade), reports);
            delete(halfMade);
        }
    }

    /** The bytes of all files below a directory. */
    static long bytes(Path directory) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
