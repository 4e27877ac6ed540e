package org.ooni.pipeline.canning;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ooni.pipeline.can.Can;
import org.ooni.pipeline.can.TarCan;
import org.ooni.pipeline.canning.JoinPlan.Joining;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.io.Publication;
import org.ooni.pipeline.io.PublishedDirectory;
import org.ooni.pipeline.io.PublishedDirectory.Finished;
import org.ooni.pipeline.raw.Bucket;

/** Writes tars that are there again, with more reports, to take their places together with the index. Not thread-safe. */
final class CanJoiner {
    private final Bucket bucket;
    private final Path cannedRoot;
    private final Path rawDirectory;
    private final PublishedDirectory directory;
    private final Progress progress;
    private final List<Finished> files = new ArrayList<>();
    private final Map<String, Can> rows = new HashMap<>();

    /** @param progress is told of bytes of the reports that are added */
    CanJoiner(Bucket bucket, Path cannedRoot, Path rawDirectory, PublishedDirectory directory, Progress progress) {
        this.bucket = bucket;
        this.cannedRoot = cannedRoot;
        this.rawDirectory = rawDirectory;
        this.directory = directory;
        this.progress = progress;
    }

    void write(Joining joining) throws IOException {
        CanRepacker repacker = new CanRepacker(bucket, cannedRoot, Set.of(), Progress.NONE);
        CanWriter writer = new CanWriter(bucket, rawDirectory, progress);
        try (Publication publication = directory.create(joining.can().basename())) {
            TarCan again = repacker.write(
                    joining.can(),
                    (reports, text) -> writer.writeEntries(joining.reports(), reports, text),
                    publication.out());
            files.add(directory.finish(publication, again.file()));
            rows.put(again.filename(), again);
        }
    }

    /** What was written, waiting for {@link PublishedDirectory#replace}. */
    List<Finished> files() {
        return List.copyOf(files);
    }

    /** New rows by names of cans. */
    Map<String, Can> rows() {
        return Map.copyOf(rows);
    }
}
