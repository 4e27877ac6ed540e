package org.ooni.pipeline.canning;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.ooni.pipeline.can.CanDescription;
import org.ooni.pipeline.can.CanIndex;
import org.ooni.pipeline.io.DigestingOutputStream;
import org.ooni.pipeline.io.Gzip;
import org.ooni.pipeline.io.JsonLines;
import org.ooni.pipeline.io.Publication;
import org.ooni.pipeline.io.PublishedDirectory;
import org.ooni.pipeline.raw.Bucket;

/**
 * Makes the index of a bucket's cans again, from the cans: it says of each what the lost one said. Rows are sorted by
 * name, whatever runs the cans are of.
 */
public final class LostIndex {
    private final Path cannedRoot;

    public LostIndex(Path cannedRoot) {
        this.cannedRoot = cannedRoot;
    }

    /**
     * Puts a new index in the place of one that is damaged or gone. Nothing is changed unless all cans can be read.
     *
     * @return where the damaged one is kept
     */
    public Optional<Path> remake(Bucket bucket) throws IOException {
        try (PublishedDirectory directory = PublishedDirectory.open(cannedRoot, bucket.toString())) {
            directory.beginChange(Set.of());
            try (Publication index = directory.create(PublishedDirectory.INDEX)) {
                DigestingOutputStream file = new DigestingOutputStream(index.out());
                try (OutputStream gzip = Gzip.compress(file);
                        JsonLines.Writer rows = JsonLines.write(gzip)) {
                    for (String can : directory.files()) {
                        CanIndex.write(CanDescription.of(cannedRoot, bucket + "/" + can), rows);
                    }
                }
                Optional<Path> old = directory.isComplete()
                        ? Optional.of(directory.moveAside(PublishedDirectory.INDEX))
                        : Optional.empty();
                directory.publishIndex(index, file.finish());
                return old;
            }
        }
    }
}
