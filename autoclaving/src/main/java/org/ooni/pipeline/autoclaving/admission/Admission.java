package org.ooni.pipeline.autoclaving.admission;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ooni.pipeline.autoclaved.AutoclavedIndex;
import org.ooni.pipeline.autoclaved.IndexLine;
import org.ooni.pipeline.autoclaved.IndexLine.ReportStart;
import org.ooni.pipeline.can.Can;
import org.ooni.pipeline.can.CanIndex;
import org.ooni.pipeline.can.CanReader;
import org.ooni.pipeline.can.CannedText;
import org.ooni.pipeline.can.HeldReports;
import org.ooni.pipeline.can.HeldReports.Held;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.io.PublishedDirectory;
import org.ooni.pipeline.raw.Bucket;

/**
 * Decides which reports of a bucket are held back, before anything of it is written. Names decide most; cans are opened
 * only for reports that a rule holds but for the software that it asks for, and not again while the rules stay as they
 * are. Thread-safe.
 */
public final class Admission {
    private final Path cannedRoot;
    private final AdmissionRules rules;
    private final int maxMeasurement;
    private final Clock clock;

    /** @param maxMeasurement bytes; a report with a longer first measurement does not tell its software */
    public Admission(Path cannedRoot, AdmissionRules rules, int maxMeasurement, Clock clock) {
        this.cannedRoot = cannedRoot;
        this.rules = rules;
        this.maxMeasurement = maxMeasurement;
        this.clock = clock;
    }

    /**
     * What is to be held of a canned bucket.
     *
     * @param before what is held already
     * @param archiveIndex of the bucket; it need not exist
     * @throws BadInputException if there is no file of rules, while reports are held under one: that it was lost must
     *     not publish them
     */
    public HeldReports decide(Bucket bucket, HeldReports before, Path archiveIndex) throws IOException {
        if (!rules.areGiven() && !before.reports().isEmpty()) {
            throw new BadInputException(bucket + ": " + before.reports().size()
                    + " reports are held back, and there is no admission.yaml: bring it back, or have one with 'rules:"
                    + " []' to release them");
        }
        return rules.isEmpty() ? HeldReports.NONE : new Decision(before).of(bucket, archiveIndex);
    }

    /** On one bucket. */
    private final class Decision {
        private final HeldReports before;
        private final Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        private final SortedMap<String, Held> held = new TreeMap<>();

        Decision(HeldReports before) {
            this.before = before;
        }

        HeldReports of(Bucket bucket, Path archiveIndex) throws IOException {
            Path canIndex = bucket.under(cannedRoot).resolve(PublishedDirectory.INDEX);
            // Of the reports whose software decides, those that no earlier run has decided on.
            Set<String> decided = decided(archiveIndex);
            try (CanIndex.Reader cans = CanIndex.open(canIndex)) {
                for (Can can = cans.next(); can != null; can = cans.next()) {
                    Map<String, List<AdmissionRule>> open = byNames(can);
                    open.keySet().removeAll(decided);
                    if (!open.isEmpty()) {
                        bySoftware(can, open);
                    }
                }
            }
            return new HeldReports(rules.digest(), true, held);
        }

        /** Reports that were published under the same rules. */
        private Set<String> decided(Path archiveIndex) throws IOException {
            Set<String> published = new HashSet<>();
            if (isDecided() && rules.needSoftware() && Files.exists(archiveIndex)) {
                try (AutoclavedIndex index = AutoclavedIndex.open(archiveIndex)) {
                    for (IndexLine line = index.next(); line != null; line = index.next()) {
                        if (line instanceof ReportStart report && !before.contains(report.textname())) {
                            published.add(report.textname());
                        }
                    }
                }
            }
            return published;
        }

        /** Whether these rules were applied to all that was canned then, and no others since. */
        private boolean isDecided() {
            return before.settled() && before.rules().equals(rules.digest());
        }

        /** Holds what names decide; returns the rules that need the software, by the reports they would hold. */
        private Map<String, List<AdmissionRule>> byNames(Can can) {
            Map<String, List<AdmissionRule>> open = new LinkedHashMap<>();
            for (CannedText report : can.reports()) {
                List<AdmissionRule> concerning = rules.concerning(NamedReport.of(report.textname()));
                Optional<AdmissionRule> sure = concerning.stream()
                        .filter(rule -> !rule.needsSoftware())
                        .findFirst();
                if (sure.isPresent()) {
                    hold(report, can, sure.get().id(), sure.get().reason());
                } else if (isDecided() && before.contains(report.textname()) && !concerning.isEmpty()) {
                    Held as = before.reports().get(report.textname());
                    hold(report, can, as.rule(), as.reason());
                } else if (!concerning.isEmpty()) {
                    open.put(report.textname(), concerning);
                }
            }
            return open;
        }

        private void bySoftware(Can can, Map<String, List<AdmissionRule>> open) throws IOException {
            try (CanReader reports = CanReader.open(cannedRoot, can, Progress.NONE)) {
                int left = open.size();
                while (left > 0) {
                    CanReader.Member member = reports.next();
                    CannedText report = member.report();
                    List<AdmissionRule> concerning = open.get(report.textname());
                    if (concerning != null) {
                        left--;
                        Software software = Software.of(
                                report.textname(), member.in(), report.digest().size(), maxMeasurement);
                        concerning.stream()
                                .filter(rule -> rule.holds(software))
                                .findFirst()
                                .ifPresent(rule -> hold(report, can, rule.id(), rule.reason()));
                    }
                }
            }
        }

        private void hold(CannedText report, Can can, String rule, String reason) {
            Held earlier = before.reports().get(report.textname());
            Instant since = earlier == null ? now : earlier.since();
            held.put(report.textname(), new Held(report.textname(), can.filename(), rule, reason, since));
        }
    }
}
