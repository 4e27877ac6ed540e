package org.ooni.pipeline.cli.demo;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.stream.Stream;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.CannotWriteException;
import org.ooni.pipeline.raw.Bucket;
import org.ooni.pipeline.sample.SampleBridgeDb;
import org.ooni.pipeline.sample.SampleDay;
import org.ooni.pipeline.sample.Shape;

/** The folder of a demo: its own, known by a file in it, so that nobody's data is ever mixed with made-up reports. */
public record DemoFolder(Path root) {
    public static final Bucket BUCKET = new Bucket(LocalDate.of(2017, 11, 23));

    private static final String MARK = "THIS-IS-A-DEMO";
    private static final String HALF_MADE = ".half-made";
    private static final long SEED = 1;

    public Path reportsRaw() {
        return root.resolve("reports-raw");
    }

    public Path canned() {
        return root.resolve("canned");
    }

    public Path autoclaved() {
        return root.resolve("autoclaved");
    }

    public Path bridgeDb() {
        return root.resolve("bridge_db.json");
    }

    /** Whether the day's reports are there already. */
    public boolean isPrepared() {
        return Files.isDirectory(BUCKET.under(reportsRaw()));
    }

    /**
     * Makes the day's reports unless they are there.
     *
     * @throws BadInputException if the folder has something in it and is no demo's
     */
    public void prepare() throws IOException {
        try {
            Files.createDirectories(root);
            claim();
            if (!isPrepared()) {
                makeReports();
            }
        } catch (FileSystemException e) {
            throw new CannotWriteException(root, e);
        }
    }

    private void claim() throws IOException {
        Path mark = root.resolve(MARK);
        if (Files.exists(mark)) {
            return;
        }
        try (Stream<Path> entries = Files.list(root)) {
            if (entries.findAny().isPresent()) {
                throw new BadInputException(root
                        + " is neither empty nor a demo's: give another folder with --root, the demo fills it with"
                        + " made-up reports");
            }
        }
        Files.writeString(mark, "Made by the demo: the reports here are made up, and the folder may be deleted.\n");
    }

    /** The reports appear at once or not at all, so that a demo that was interrupted starts again. */
    private void makeReports() throws IOException {
        Path halfMade = root.resolve(HALF_MADE);
        deleteTree(halfMade);
        new SampleDay(SEED, BUCKET.day(), Shape.demo()).writeTo(halfMade);
        SampleBridgeDb.writeTo(bridgeDb());
        Files.createDirectories(reportsRaw());
        Files.move(BUCKET.under(halfMade), BUCKET.under(reportsRaw()));
        deleteTree(halfMade);
    }

    private static void deleteTree(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
