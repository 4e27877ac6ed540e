package org.ooni.pipeline.cli.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.ooni.pipeline.autoclaving.Autoclaving;
import org.ooni.pipeline.autoclaving.sanitise.BridgeDb;
import org.ooni.pipeline.autoclaving.scrub.ScrubbingRules;
import org.ooni.pipeline.canning.Canning;
import org.ooni.pipeline.centrifugation.Centrifugation;
import org.ooni.pipeline.feeder.Feeders;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.metadb.MetaDb;
import org.ooni.pipeline.raw.Bucket;
import org.ooni.pipeline.sample.PageBytes;
import org.ooni.pipeline.sample.SampleDay;
import org.ooni.pipeline.sample.Shape;
import org.ooni.pipeline.sample.Shape.Portion;
import org.ooni.pipeline.sample.TestKind;

/** A small bucket of made-up reports, canned and autoclaved below {@code root}, that tests may damage. */
record SoundBucket(Path root, Bucket bucket) {
    private static final PageBytes PAGES = new PageBytes(200, 2_000);
    private static final int MAX_MEASUREMENT = 64 << 20;

    /** A tar of some reports, one report that lies alone, and for odd seeds what cannot be autoclaved. */
    static SoundBucket make(Path root, Bucket bucket, long seed) throws IOException {
        Random random = new Random(seed);
        List<Portion> portions = new ArrayList<>();
        int first = random.nextInt(TestKind.values().length);
        for (int reports : new int[] {2 + random.nextInt(2), 1}) {
            TestKind test = TestKind.values()[(first + portions.size()) % TestKind.values().length];
            portions.add(new Portion(test, reports, 1 + random.nextInt(3), PAGES, 0));
        }
        Files.createDirectories(root);
        Files.writeString(root.resolve("bridge_db.json"), "{}");
        new SampleDay(seed, bucket.day(), new Shape(portions, seed % 2 != 0)).writeTo(root.resolve("reports-raw"));
        SoundBucket made = new SoundBucket(root, bucket);
        new Canning(root.resolve("reports-raw"), made.canned(), 1).run(bucket, Progress.NONE);
        made.autoclaving().run(bucket, Progress.NONE);
        return made;
    }

    Autoclaving autoclaving() throws IOException {
        return new Autoclaving(
                canned(),
                autoclaved(),
                BridgeDb.read(root.resolve("bridge_db.json")),
                ScrubbingRules.none(),
                MAX_MEASUREMENT,
                1);
    }

    Centrifugation centrifugation(MetaDb metaDb) {
        return new Centrifugation(
                autoclaved(), metaDb, Feeders.load(SoundBucket.class.getClassLoader()), Clock.systemUTC(), 1);
    }

    void ingest(MetaDb metaDb) throws IOException, SQLException {
        centrifugation(metaDb).run(bucket, Progress.NONE);
    }

    Path canned() {
        return root.resolve("canned");
    }

    Path autoclaved() {
        return root.resolve("autoclaved");
    }

    /** All files of cans and archive, in the order of their names; writable from now on. */
    List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path directory : List.of(bucket.under(canned()), bucket.under(autoclaved()))) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            try (Stream<Path> entries = Files.list(directory)) {
                for (Path file : entries.sorted().toList()) {
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
                    files.add(file);
                }
            }
        }
        return files;
    }

    Scope scope(Optional<MetaDb> metaDb, boolean readData) {
        return new Scope(Optional.of(canned()), Optional.of(autoclaved()), metaDb, readData, 1);
    }

    /** What is found. */
    List<Damage> verify(Optional<MetaDb> metaDb, boolean readData) throws IOException, SQLException {
        List<Damage> found = new ArrayList<>();
        new BucketVerification(scope(metaDb, readData)).run(bucket, found::add, Progress.NONE);
        return found;
    }
}
