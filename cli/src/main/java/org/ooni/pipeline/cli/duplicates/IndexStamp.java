package org.ooni.pipeline.cli.duplicates;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.ooni.pipeline.io.PublishedDirectory;
import org.ooni.pipeline.raw.Bucket;

/**
 * Tells an index of cans from the one that took its place: time, size and inode. The old file is there until the new one
 * is, so the inode differs even where times and sizes do not.
 */
record IndexStamp(String text) {

    /** Empty of a bucket that is not canned to its end. */
    static Optional<IndexStamp> of(Path cannedRoot, Bucket bucket) throws IOException {
        Path index = index(cannedRoot, bucket);
        try {
            Map<String, Object> facts = Files.readAttributes(index, "unix:lastModifiedTime,size,ino");
            long nanos = ((FileTime) facts.get("lastModifiedTime")).to(TimeUnit.NANOSECONDS);
            return Optional.of(new IndexStamp(nanos + ":" + facts.get("size") + ":" + facts.get("ino")));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    static Path index(Path cannedRoot, Bucket bucket) {
        return bucket.under(cannedRoot).resolve(PublishedDirectory.INDEX);
    }
}
