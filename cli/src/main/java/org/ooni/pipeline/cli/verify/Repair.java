package org.ooni.pipeline.cli.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.ooni.pipeline.autoclaving.Autoclaving;
import org.ooni.pipeline.can.Can;
import org.ooni.pipeline.canning.LostCan;
import org.ooni.pipeline.canning.LostIndex;
import org.ooni.pipeline.centrifugation.Centrifugation;
import org.ooni.pipeline.centrifugation.RowVerification;
import org.ooni.pipeline.cli.verify.Damage.Area;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.io.PublishedDirectory;
import org.ooni.pipeline.raw.Bucket;

/**
 * Makes again what can be made of the stage before. What is damaged is moved aside and kept, and no number of a
 * measurement changes that its report still has. Archive and database are mended when what they are made of is whole.
 */
public final class Repair {
    private final Scope scope;
    private final Optional<Path> reportsRaw;
    private final Optional<Autoclaving> autoclaving;
    private final Optional<Centrifugation> centrifugation;

    /**
     * @param reportsRaw where raw reports may still be
     * @param autoclaving from the scope's cans into its archive
     * @param centrifugation from the scope's archive into its database
     */
    public Repair(
            Scope scope,
            Optional<Path> reportsRaw,
            Optional<Autoclaving> autoclaving,
            Optional<Centrifugation> centrifugation) {
        this.scope = scope;
        this.reportsRaw = reportsRaw;
        this.autoclaving = autoclaving;
        this.centrifugation = centrifugation;
    }

    /** What an action does. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException, SQLException;
    }

    /** Something to be done, or, without work, something that nothing can be done about. */
    public record Action(Bucket bucket, String words, Optional<Work> work) {
        Action(Bucket bucket, String words, Work work) {
            this(bucket, words, Optional.of(work));
        }

        public boolean isPossible() {
            return work.isPresent();
        }

        public void run() throws IOException, SQLException {
            work.orElseThrow().run();
        }
    }

    /** Everything that can be done before the bucket is to be verified again. */
    public List<Action> plan(BucketState state) throws IOException {
        List<Action> plan = new ArrayList<>();
        planCans(state, plan);
        if (state.damaged(Area.CANNED).isEmpty()) {
            planArchive(state, plan);
        }
        if (state.damaged(Area.CANNED).isEmpty()
                && state.damaged(Area.AUTOCLAVED).isEmpty()) {
            planRows(state, plan);
        }
        return plan;
    }

    private void planCans(BucketState state, List<Action> plan) throws IOException {
        Bucket bucket = state.bucket();
        for (String name : state.damaged(Area.CANNED)) {
            Path root = scope.canned().orElseThrow();
            String file = bucket + "/" + name;
            if (name.equals(PublishedDirectory.INDEX)) {
                plan.add(new Action(
                        bucket,
                        "make the index of the cans again, from the cans",
                        () -> new LostIndex(root).remake(bucket)));
            } else if (state.cans().isPresent() && state.cans().get().files().contains(file)) {
                planCan(bucket, root, file, plan);
            } else if (state.cans().isPresent()) {
                plan.add(aside(bucket, root, name));
            }
        }
    }

    private void planCan(Bucket bucket, Path root, String file, List<Action> plan) throws IOException {
        Optional<Can> can = LostCan.row(PublishedIndex.of(root, bucket), file);
        if (can.isPresent() && reportsRaw.isPresent() && LostCan.isLikely(reportsRaw.get(), can.get())) {
            plan.add(new Action(
                    bucket,
                    "make the can " + file + " again, from its raw reports",
                    () -> new LostCan(reportsRaw.get(), root).remake(bucket, can.get())));
        } else {
            plan.add(hopeless(
                    bucket, "the can " + file + " cannot be made again: not all of its raw reports are there"));
        }
    }

    private void planArchive(BucketState state, List<Action> plan) {
        Bucket bucket = state.bucket();
        Set<String> names = state.damaged(Area.AUTOCLAVED);
        if (names.isEmpty()) {
            return;
        }
        if (state.cans().isEmpty() || autoclaving.isEmpty()) {
            plan.add(hopeless(bucket, "the archive cannot be mended: its cans are not here"));
            return;
        }
        Path root = scope.autoclaved().orElseThrow();
        if (names.contains(PublishedDirectory.INDEX)) {
            plan.add(new Action(
                    bucket,
                    "move the bucket of the archive aside and make it again, from its cans",
                    () -> remakeAll(bucket, root)));
            return;
        }
        Set<String> again = new TreeSet<>();
        for (String name : names) {
            String file = bucket + "/" + name;
            if (state.cans().get().files().contains(file)) {
                again.add(name);
            } else if (state.files().orElseThrow().contains(file)) {
                plan.add(hopeless(bucket, file + " cannot be made again: there is no can"));
            } else {
                plan.add(aside(bucket, root, name));
            }
        }
        if (!again.isEmpty()) {
            plan.add(new Action(
                    bucket,
                    "move aside and make again, from their cans: " + String.join(", ", again),
                    () -> remakeFiles(bucket, root, again)));
        }
    }

    private void planRows(BucketState state, List<Action> plan) {
        Bucket bucket = state.bucket();
        Set<String> again = new TreeSet<>();
        for (String file : state.damaged(Area.METADB)) {
            if (centrifugation.isPresent() && state.files().orElse(Set.of()).contains(file)) {
                again.add(file);
            } else {
                plan.add(hopeless(
                        bucket,
                        "the archive does not have " + file + ": if that is meant, centrifugation --forget " + file));
            }
        }
        if (!again.isEmpty()) {
            plan.add(new Action(
                    bucket,
                    "read into the database again: " + String.join(", ", again),
                    () -> reingest(bucket, again)));
        }
    }

    private static Action aside(Bucket bucket, Path root, String name) {
        return new Action(
                bucket, "move aside: " + root.resolve(bucket.toString()).resolve(name), () -> {
                    try (PublishedDirectory directory = PublishedDirectory.open(root, bucket.toString())) {
                        directory.beginChange(Set.of());
                        directory.moveAside(name);
                    }
                });
    }

    private static Action hopeless(Bucket bucket, String words) {
        return new Action(bucket, words, Optional.empty());
    }

    private void remakeAll(Bucket bucket, Path root) throws IOException {
        try (PublishedDirectory directory = PublishedDirectory.open(root, bucket.toString())) {
            directory.beginChange(Set.of());
            directory.moveAside("");
        }
        autoclaving.orElseThrow().run(bucket, Progress.NONE);
    }

    private void remakeFiles(Bucket bucket, Path root, Set<String> names) throws IOException {
        Map<Path, Path> moved = new HashMap<>();
        boolean made = false;
        try {
            try (PublishedDirectory directory = PublishedDirectory.open(root, bucket.toString())) {
                directory.beginChange(Set.of());
                for (String name : names) {
                    Path place = directory.path().resolve(name);
                    if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                        moved.put(place, directory.moveAside(name));
                    }
                }
            }
            autoclaving.orElseThrow().runMissing(bucket, Progress.NONE);
            made = true;
        } finally {
            if (!made) {
                putBack(bucket, root, moved);
            }
        }
    }

    /** A damaged file is more than none, if it cannot be made again. */
    private static void putBack(Bucket bucket, Path root, Map<Path, Path> moved) throws IOException {
        try (PublishedDirectory directory = PublishedDirectory.open(root, bucket.toString())) {
            directory.beginChange(Set.of());
            for (Map.Entry<Path, Path> file : moved.entrySet()) {
                if (Files.notExists(file.getKey())) {
                    Files.move(file.getValue(), file.getKey());
                }
            }
        }
    }

    private void reingest(Bucket bucket, Set<String> files) throws IOException, SQLException {
        scope.metaDb()
                .orElseThrow()
                .<Integer, RuntimeException>inTransaction(
                        connection -> RowVerification.markForReingest(connection, files));
        centrifugation.orElseThrow().run(bucket, Progress.NONE);
    }
}
