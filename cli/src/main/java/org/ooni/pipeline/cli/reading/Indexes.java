package org.ooni.pipeline.cli.reading;

import java.nio.file.Files;
import java.nio.file.Path;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.PublishedDirectory;
import org.ooni.pipeline.raw.Bucket;

/** The indexes of buckets. */
public final class Indexes {
    private Indexes() {}

    /**
     * That of {@code bucket} below {@code root}.
     *
     * @throws BadInputException when there is none: the bucket is not there, or being made
     */
    public static Path of(Path root, Bucket bucket) throws BadInputException {
        Path index = bucket.under(root).resolve(PublishedDirectory.INDEX);
        if (!Files.exists(index)) {
            throw new BadInputException(
                    Files.isDirectory(bucket.under(root))
                            ? "bucket " + bucket + " is not complete: there is no " + index
                            : "there is no bucket " + bucket + " in " + root);
        }
        return index;
    }
}
