package org.ooni.pipeline.cli.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.ooni.pipeline.canning.Cleanup;
import org.ooni.pipeline.canning.CleanupResult;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.raw.Bucket;

/** {@link Cleanup} for the command line. */
public final class CleanupStage implements Stage {
    private final Path reportsRawRoot;
    private final Cleanup cleanup;

    public CleanupStage(Path reportsRawRoot, Path cannedRoot, int threads) {
        this.reportsRawRoot = reportsRawRoot;
        this.cleanup = new Cleanup(reportsRawRoot, cannedRoot, threads);
    }

    @Override
    public String name() {
        return "cleanup";
    }

    @Override
    public long inputBytes(Bucket bucket) throws IOException {
        return Directories.bytes(bucket.under(reportsRawRoot));
    }

    @Override
    public Summary run(Bucket bucket, Progress progress) throws IOException {
        return summary(cleanup.run(bucket, progress));
    }

    private static Summary summary(CleanupResult result) {
        StringJoiner parts = new StringJoiner(", ");
        parts.add(
                Words.count(result.deleted().size(), "raw report") + " (" + Words.bytes(result.bytes()) + ") deleted");
        if (!result.kept().isEmpty()) {
            parts.add(Words.count(result.kept().size(), "raw report") + " kept");
        }
        parts.add(Words.count(result.cans(), "can") + " read back");
        parts.add(Words.seconds(result.duration()));
        StringBuilder lines = new StringBuilder();
        result.deleted().forEach(textname -> lines.append(textname).append(" deleted\n"));
        result.kept()
                .forEach((textname, reason) ->
                        lines.append(textname).append(" kept: ").append(reason).append('\n'));
        Map<String, Object> figures =
                Summary.figures(result.bucket(), "cleanup", result.deleted().isEmpty() ? "unchanged" : "cleaned");
        figures.put("deleted", result.deleted());
        figures.put("kept", result.kept());
        figures.put("cans_read", result.cans());
        figures.put("text_bytes", result.bytes());
        figures.put("seconds", Words.seconds(result.duration().toMillis()));
        boolean absent = result.deleted().isEmpty() && result.kept().isEmpty() && result.cans() == 0;
        return new Summary(
                lines + Summary.line(result.bucket(), "cleanup", parts),
                figures,
                absent ? Optional.of("no raw reports") : Optional.empty());
    }
}
