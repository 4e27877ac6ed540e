package org.ooni.pipeline.cli.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.ooni.pipeline.autoclaved.IndexLine.ReportStart;
import org.ooni.pipeline.can.Can;
import org.ooni.pipeline.can.CanIndex;
import org.ooni.pipeline.can.CannedText;
import org.ooni.pipeline.can.DeletedReports;
import org.ooni.pipeline.can.HeldReports;
import org.ooni.pipeline.io.FileDigest;
import org.ooni.pipeline.io.Finding;
import org.ooni.pipeline.raw.Bucket;

/**
 * Holds the reports of a bucket's files against those of their cans: a file has no others, what it lacks was deleted or
 * is held back, and what is held back it lacks. While it is being changed what is held back, a report of those may be in
 * the file or not. Not thread-safe.
 */
final class PublishedReports {
    private final CannedReports cans;
    private final HeldReports held;
    private final Path autoclavedRoot;
    private final Consumer<? super Finding> findings;
    private final Map<String, Set<Long>> lacking = new HashMap<>();
    private final Set<String> otherwise = new HashSet<>();
    private String filename;
    private Set<Long> left = Set.of();

    PublishedReports(CannedReports cans, HeldReports held, Path autoclavedRoot, Consumer<? super Finding> findings) {
        this.cans = cans;
        this.held = held;
        this.autoclavedRoot = autoclavedRoot;
        this.findings = findings;
    }

    void beginFile(String name) {
        filename = name;
        left = new HashSet<>(cans.reports(name));
    }

    void report(ReportStart report) {
        String textname = report.textname();
        if (!cans.files().contains(filename)) {
            return;
        }
        if (!left.remove(cans.hash(textname, report.srcSize(), report.origSha1()))) {
            otherwise.add(textname);
            find(filename, "its can has no such report of that digest: " + textname);
        } else if (held.settled() && held.contains(textname)) {
            String rule = held.reports().get(textname).rule();
            find(filename, "a report that the rule " + rule + " holds back is published: " + textname);
        }
    }

    void endFile() {
        if (!left.isEmpty()) {
            lacking.put(filename, left);
        }
    }

    /**
     * After the last file: names what is lacking without a reason, for which the cans' index is read once more.
     *
     * @return files that lack only the last reports of their cans: late ones, which are not autoclaved yet
     */
    Set<String> end(Path cannedRoot, Bucket bucket) throws IOException {
        Set<String> late = new TreeSet<>();
        if (lacking.isEmpty()) {
            return late;
        }
        DeletedReports deleted = DeletedReports.read(cannedRoot);
        try (CanIndex.Reader index = CanIndex.open(PublishedIndex.of(cannedRoot, bucket))) {
            for (Can can = index.next(); can != null; can = index.next()) {
                if (lacking.containsKey(can.filename()) && !explain(can, deleted)) {
                    late.add(can.filename());
                }
            }
        }
        return late;
    }

    /** Names what a file lacks; false if the last reports of its can, and not all, might have come late. */
    private boolean explain(Can can, DeletedReports deleted) {
        List<String> open = new ArrayList<>();
        boolean hasOthers = false;
        for (CannedText report : can.reports()) {
            if (isLacking(can, report) && !deleted.contains(report.textname())) {
                open.add(report.textname());
            } else {
                findLacking(can, open);
                open.clear();
                hasOthers = true;
            }
        }
        if (!hasOthers) {
            findLacking(can, open);
        }
        return !hasOthers || open.isEmpty();
    }

    private boolean isLacking(Can can, CannedText report) {
        FileDigest digest = report.digest();
        return lacking.get(can.filename()).contains(cans.hash(report.textname(), digest.size(), digest.sha1()))
                && !otherwise.contains(report.textname())
                && !held.contains(report.textname());
    }

    private void findLacking(Can can, List<String> textnames) {
        textnames.forEach(textname -> find(
                can.filename(), "it lacks a report of its can that is neither held back nor deleted: " + textname));
    }

    private void find(String file, String what) {
        findings.accept(Finding.of(autoclavedRoot.resolve(file).toString(), what));
    }
}
