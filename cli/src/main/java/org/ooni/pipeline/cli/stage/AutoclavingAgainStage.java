package org.ooni.pipeline.cli.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.ooni.pipeline.autoclaving.Autoclaving;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.raw.Bucket;

/** {@link Autoclaving} of files that are there already, and of those that are missing. */
public final class AutoclavingAgainStage implements Stage {
    private final AutoclavingStage like;
    private final Autoclaving autoclaving;
    private final Optional<Cans> cans;

    /** Which cans of a bucket are wanted. */
    @FunctionalInterface
    public interface Cans {
        /** {@code <bucket>/<file>} of each. */
        Set<String> of(Bucket bucket) throws IOException;
    }

    /** @param cans empty for all */
    public AutoclavingAgainStage(Path cannedRoot, Autoclaving autoclaving, Optional<Cans> cans) {
        this.like = new AutoclavingStage(cannedRoot, autoclaving, true);
        this.autoclaving = autoclaving;
        this.cans = cans;
    }

    @Override
    public String name() {
        return like.name();
    }

    @Override
    public long inputBytes(Bucket bucket) throws IOException {
        return like.inputBytes(bucket);
    }

    @Override
    public Summary run(Bucket bucket, Progress progress) throws IOException {
        if (cans.isEmpty()) {
            return Summaries.of(autoclaving.make(bucket, file -> true, progress));
        }
        Set<String> wanted = cans.get().of(bucket);
        if (wanted.isEmpty()) {
            Map<String, Object> figures = Summary.figures(bucket, name(), "unchanged");
            return new Summary(
                    Summary.line(bucket, name(), new StringJoiner("").add("no can of these tests")), figures);
        }
        return Summaries.of(autoclaving.make(bucket, wanted::contains, progress));
    }
}
