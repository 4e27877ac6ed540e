package org.ooni.pipeline.cli.state;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.ooni.pipeline.autoclaving.admission.AdmissionRules;
import org.ooni.pipeline.centrifugation.KnownBucket;
import org.ooni.pipeline.raw.Bucket;

/**
 * Looks at the roots and the database and tells what is done. A directory that has not changed since the last look costs
 * no more than asking for its time: what was found is remembered in {@code <canned root>/.pipeline/state.tsv}.
 *
 * <p>Takes no locks, so what it tells may be over when it is told. Not thread-safe.
 */
public final class Sensor {
    private static final String STATE = ".pipeline";

    private final Roots roots;
    private final AdmissionRules admission;
    private final Memory memory;

    /** @param admission rules that the archive is to obey */
    public Sensor(Roots roots, AdmissionRules admission) {
        this.roots = roots;
        this.admission = admission;
        this.memory = Memory.load(roots.canned().resolve(STATE).resolve("state.tsv"), roots.text());
    }

    /** All buckets on disk and in the database, in ascending order. */
    public List<BucketState> look(Ingested ingested) throws IOException, SQLException {
        Map<Bucket, KnownBucket> known = ingested.buckets();
        SortedSet<Bucket> buckets = buckets();
        buckets.addAll(known.keySet());
        List<BucketState> states = new ArrayList<>();
        for (Bucket bucket : buckets) {
            states.add(look(bucket, ingested, known.get(bucket)));
        }
        memory.save();
        return states;
    }

    /** All buckets on disk, in ascending order; nothing is in a database. */
    public List<BucketState> look() throws IOException {
        List<BucketState> states = new ArrayList<>();
        for (Bucket bucket : buckets()) {
            states.add(look(bucket));
        }
        memory.save();
        return states;
    }

    /** One bucket; nothing is in a database. */
    public BucketState look(Bucket bucket) throws IOException {
        BucketLook look = new BucketLook(roots, bucket, admission, memory);
        return look.state(new StageState(0, look.archive().files(), 0, List.of()));
    }

    private BucketState look(Bucket bucket, Ingested ingested, KnownBucket known) throws IOException, SQLException {
        BucketLook look = new BucketLook(roots, bucket, admission, memory);
        return look.state(ingested.state(bucket, look.archive(), known));
    }

    private SortedSet<Bucket> buckets() throws IOException {
        SortedSet<Bucket> buckets = new TreeSet<>();
        for (Path root : List.of(roots.reportsRaw(), roots.canned(), roots.autoclaved())) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
                for (Path entry : entries) {
                    add(entry.getFileName().toString(), buckets);
                }
            } catch (NoSuchFileException e) {
                // A machine may have some of the archives only.
                continue;
            }
        }
        return buckets;
    }

    /** Whatever else lies there is none of ours. */
    private static void add(String name, SortedSet<Bucket> buckets) {
        try {
            buckets.add(Bucket.parse(name));
        } catch (IllegalArgumentException e) {
            return;
        }
    }
}
