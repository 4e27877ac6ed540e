package org.ooni.pipeline.cli.state;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.ooni.pipeline.can.Can;
import org.ooni.pipeline.can.CanIndex;
import org.ooni.pipeline.can.CannedText;
import org.ooni.pipeline.io.PublishedDirectory;
import org.ooni.pipeline.raw.ReportName;

/**
 * What a canned bucket's index says, held against its directory.
 *
 * @param reports in the cans
 * @param bytes of the cans
 * @param names digest of the cans' names and numbers of reports
 */
record CannedFacts(int cans, int reports, long bytes, String names) {
    static final CannedFacts NONE = new CannedFacts(0, 0, 0, NameDigest.of(new TreeMap<>()));

    /**
     * All that was read.
     *
     * @param cans numbers of reports by name of can
     * @param cansOfTests numbers of cans by name of test
     * @param texts sizes of reports by name
     */
    record Reading(
            CannedFacts facts,
            TreeMap<String, Integer> cans,
            TreeMap<String, Integer> cansOfTests,
            TreeMap<String, Long> texts,
            List<Trouble> troubles) {
        static Reading nothing() {
            return new Reading(NONE, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), List.of());
        }
    }

    static Reading read(Path directory) throws IOException {
        TreeMap<String, Long> sizes = new TreeMap<>();
        TreeMap<String, Integer> cans = new TreeMap<>();
        TreeMap<String, Integer> cansOfTests = new TreeMap<>();
        TreeMap<String, Long> texts = new TreeMap<>();
        try (CanIndex.Reader index = CanIndex.open(directory.resolve(PublishedDirectory.INDEX))) {
            for (Can can = index.next(); can != null; can = index.next()) {
                sizes.put(can.basename(), can.file().size());
                cans.put(can.basename(), can.reports().size());
                can.reports().stream()
                        .findFirst()
                        .flatMap(text -> ReportName.parse(basename(text.textname())))
                        .ifPresent(name -> cansOfTests.merge(name.testName(), 1, Integer::sum));
                for (CannedText text : can.reports()) {
                    texts.put(basename(text.textname()), text.digest().size());
                }
            }
        }
        List<Trouble> troubles = new ArrayList<>(DirectoryTroubles.of(directory, sizes));
        long bytes = sizes.values().stream().mapToLong(Long::longValue).sum();
        CannedFacts facts = new CannedFacts(cans.size(), texts.size(), bytes, NameDigest.of(cans));
        return new Reading(facts, cans, cansOfTests, texts, troubles);
    }

    private static String basename(String textname) {
        return textname.substring(textname.indexOf('/') + 1);
    }
}
