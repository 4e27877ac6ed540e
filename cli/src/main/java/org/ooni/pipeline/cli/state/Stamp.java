package org.ooni.pipeline.cli.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * When a file or directory was changed last, and its size: two equal stamps stand for equal content, if the first one
 * is {@link #isOld old enough}.
 *
 * @param nanos since the epoch; 0 of nothing
 */
record Stamp(long nanos, long size) {
    private static final Stamp ABSENT = new Stamp(0, 0);

    /** File systems tell times apart by a few milliseconds, some only by two seconds. */
    private static final long TOLERANCE_NANOS = TimeUnit.SECONDS.toNanos(3);

    static Stamp of(Path path) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new Stamp(
                    attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                    attributes.isDirectory() ? 0 : attributes.size());
        } catch (NoSuchFileException e) {
            return ABSENT;
        }
    }

    boolean isAbsent() {
        return equals(ABSENT);
    }

    /** Whether a change after the look at {@code nowNanos} would give another stamp. */
    boolean isOld(long nowNanos) {
        return nanos < nowNanos - TOLERANCE_NANOS;
    }

    @Override
    public String toString() {
        return nanos + ":" + size;
    }
}
