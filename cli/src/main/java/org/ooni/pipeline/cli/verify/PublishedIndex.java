package org.ooni.pipeline.cli.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.io.Finding;
import org.ooni.pipeline.io.GzipProof;
import org.ooni.pipeline.io.PublishedDirectory;
import org.ooni.pipeline.raw.Bucket;

/** The first question to a published bucket: can its index be believed? */
final class PublishedIndex {
    private PublishedIndex() {}

    /** Whether the index is there, whole as a file, and nobody was interrupted replacing what it names. */
    static boolean isWhole(Path root, Bucket bucket, Consumer<? super Finding> findings) throws IOException {
        Path index = of(root, bucket);
        if (PublishedDirectory.isHalfReplaced(root, bucket.toString())) {
            findings.accept(Finding.of(index.toString(), "a run was interrupted while it replaced files"));
            return false;
        }
        if (!Files.isRegularFile(index)) {
            findings.accept(Finding.of(index.toString(), "no index: it is lost, or the bucket was never finished"));
            return false;
        }
        try {
            GzipProof.prove(index);
            return true;
        } catch (CorruptFileException e) {
            findings.accept(e.finding());
            return false;
        }
    }

    static Path of(Path root, Bucket bucket) {
        return bucket.under(root).resolve(PublishedDirectory.INDEX);
    }
}
