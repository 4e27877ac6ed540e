package org.ooni.pipeline.cli.verify;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.ooni.pipeline.cli.stage.Words;
import org.ooni.pipeline.cli.verify.Damage.Area;
import org.ooni.pipeline.raw.Bucket;

/** What a verification saw of a bucket. Of damage it keeps which files have some, not each finding. */
public final class BucketState {
    private final Bucket bucket;
    private final Map<Area, Set<String>> damaged = new LinkedHashMap<>();
    private Optional<CannedReports> cans = Optional.empty();
    private Optional<Set<String>> files = Optional.empty();
    private Set<String> late = Set.of();
    private boolean present;
    private long findings;
    private long rows;
    private long pending;

    BucketState(Bucket bucket) {
        this.bucket = bucket;
        for (Area area : Area.values()) {
            damaged.put(area, new TreeSet<>());
        }
    }

    void add(Damage damage) {
        findings++;
        damaged.get(damage.area())
                .add(damage.area() == Area.METADB ? damage.finding().file() : damage.basename());
    }

    void canned(Optional<CannedReports> held) {
        present = true;
        cans = held;
    }

    /** @param withoutLate files that lack reports which their cans got late */
    void archived(Optional<Set<String>> names, Set<String> withoutLate) {
        present = true;
        files = names;
        late = withoutLate;
    }

    void rows(long compared, long filesPending) {
        rows = compared;
        pending = filesPending;
    }

    public Bucket bucket() {
        return bucket;
    }

    public boolean isWhole() {
        return findings == 0;
    }

    /** Whether there is nothing of it anywhere, which is no damage. */
    boolean isAbsent() {
        return isWhole() && !present;
    }

    /** Empty if the index of the cans does not tell. */
    Optional<CannedReports> cans() {
        return cans;
    }

    /** Of the archive, with the bucket; empty if the index does not tell. */
    Optional<Set<String>> files() {
        return files;
    }

    /** Names without the bucket; of rows, those of files with the bucket. */
    Set<String> damaged(Area area) {
        return damaged.get(area);
    }

    /** Cans of which the archive has no file, or not all, yet, which is no damage. */
    private long behind() {
        return cans.isPresent() && files.isPresent()
                ? cans.get().files().stream()
                        .filter(can -> !files.get().contains(can) || late.contains(can))
                        .count()
                : 0;
    }

    private String word() {
        if (!isWhole()) {
            return "damaged";
        }
        return present ? "whole" : "absent";
    }

    /** For a person. */
    public String line() {
        StringJoiner parts = new StringJoiner(", ");
        parts.add(isWhole() ? word() : Words.count(findings, "finding"));
        if (present) {
            cans.ifPresent(held -> parts.add(Words.count(held.files().size(), "can")));
            files.ifPresent(names -> parts.add(Words.count(names.size(), "file")));
            parts.add(Words.count(rows, "row"));
        }
        if (behind() > 0) {
            parts.add(Words.count(behind(), "can") + " not autoclaved yet");
        }
        if (pending > 0) {
            parts.add(Words.count(pending, "file") + " not in the database yet");
        }
        return bucket + " verify: " + parts;
    }

    /** For a machine. */
    public Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("bucket", bucket.toString());
        figures.put("stage", "verify");
        figures.put("state", word());
        figures.put("findings", findings);
        figures.put("cans", cans.map(held -> held.files().size()).orElse(null));
        figures.put("files", files.map(Set::size).orElse(null));
        figures.put("rows", rows);
        figures.put("cans_not_autoclaved", behind());
        figures.put("files_not_in_database", pending);
        return figures;
    }
}
