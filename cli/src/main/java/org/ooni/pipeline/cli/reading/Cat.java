package org.ooni.pipeline.cli.reading;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ooni.pipeline.autoclaved.FrameIndex;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.DirectoryLock;
import org.ooni.pipeline.io.OrderedPool;
import org.ooni.pipeline.io.PublishedDirectory;
import org.ooni.pipeline.raw.Bucket;

/**
 * Streams the measurements of buckets that are wanted, each as it is stored, one a line, in the order of the index. Only
 * frames that may hold one are read, and these are decoded in parallel. Not thread-safe.
 */
public final class Cat {
    private final Path autoclavedRoot;
    private final MeasurementFilter filter;
    private final int threads;
    private final OutputStream out;
    private long left;

    /** @param limit on the number of measurements, of all buckets */
    public Cat(Path autoclavedRoot, MeasurementFilter filter, int threads, OutputStream out, long limit) {
        this.autoclavedRoot = autoclavedRoot;
        this.filter = filter;
        this.threads = threads;
        this.out = out;
        this.left = limit;
    }

    /** Whether the archive has a directory of that day. */
    public boolean has(Bucket bucket) {
        return Files.isDirectory(bucket.under(autoclavedRoot));
    }

    /** Whether the limit is reached. */
    public boolean isDone() {
        return left == 0;
    }

    /**
     * Writes what is wanted of {@code bucket}.
     *
     * @throws BadInputException when it is not complete, or damaged; what was before the damage is written
     */
    public void run(Bucket bucket) throws IOException {
        DirectoryLock reading = PublishedDirectory.read(autoclavedRoot, bucket.toString());
        try (FrameIndex index = FrameIndex.open(Indexes.of(autoclavedRoot, bucket));
                OrderedPool<Lines> pool = new OrderedPool<>(threads)) {
            pool.submitAll(new FrameSelection(index, autoclavedRoot, filter));
            for (Lines lines = pool.next(); lines != null; lines = pool.next()) {
                left -= lines.writeTo(out, left);
                if (isDone()) {
                    return;
                }
            }
        } finally {
            reading.close();
        }
    }
}
