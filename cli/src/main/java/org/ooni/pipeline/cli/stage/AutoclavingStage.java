package org.ooni.pipeline.cli.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ooni.pipeline.autoclaving.Autoclaving;
import org.ooni.pipeline.can.Can;
import org.ooni.pipeline.can.CanIndex;
import org.ooni.pipeline.can.CannedText;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.io.PublishedDirectory;
import org.ooni.pipeline.raw.Bucket;

/** {@link Autoclaving} for the command line. */
public final class AutoclavingStage implements Stage {
    private final Path cannedRoot;
    private final Autoclaving autoclaving;
    private final boolean missing;

    /** @param missing whether a complete bucket gets the files that it lacks */
    public AutoclavingStage(Path cannedRoot, Autoclaving autoclaving, boolean missing) {
        this.cannedRoot = cannedRoot;
        this.autoclaving = autoclaving;
        this.missing = missing;
    }

    @Override
    public String name() {
        return "autoclaving";
    }

    @Override
    public long inputBytes(Bucket bucket) throws IOException {
        Path index = bucket.under(cannedRoot).resolve(PublishedDirectory.INDEX);
        long bytes = 0;
        if (Files.exists(index)) {
            try (CanIndex.Reader cans = CanIndex.open(index)) {
                for (Can can = cans.next(); can != null; can = cans.next()) {
                    for (CannedText report : can.reports()) {
                        bytes += report.digest().size();
                    }
                }
            }
        }
        return bytes;
    }

    @Override
    public Summary run(Bucket bucket, Progress progress) throws IOException {
        return Summaries.of(missing ? autoclaving.runMissing(bucket, progress) : autoclaving.run(bucket, progress));
    }
}
