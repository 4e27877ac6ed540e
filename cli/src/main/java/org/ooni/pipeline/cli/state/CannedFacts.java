package org.ooni.pipeline.cli.state;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ooni.pipeline.can.Can;
import org.ooni.pipeline.can.CanIndex;
import org.ooni.pipeline.can.CannedText;
import org.ooni.pipeline.io.PublishedDirectory;

/**
 * What a canned bucket's index says, held against its directory.
 *
 * @param reports in the cans
 * @param bytes of the cans
 * @param names digest of the cans' names
 */
record CannedFacts(int cans, int reports, long bytes, String names) {
    static final CannedFacts NONE = new CannedFacts(0, 0, 0, NameDigest.of(new TreeSet<>()));

    /** All that was read: sizes of cans and of reports by name, and what is wrong. */
    record Reading(CannedFacts facts, TreeMap<String, Long> cans, TreeMap<String, Long> texts, List<Trouble> troubles) {
        static Reading nothing() {
            return new Reading(NONE, new TreeMap<>(), new TreeMap<>(), List.of());
        }
    }

    static Reading read(Path directory) throws IOException {
        TreeMap<String, Long> cans = new TreeMap<>();
        TreeMap<String, Long> texts = new TreeMap<>();
        try (CanIndex.Reader index = CanIndex.open(directory.resolve(PublishedDirectory.INDEX))) {
            for (Can can = index.next(); can != null; can = index.next()) {
                cans.put(can.basename(), can.file().size());
                for (CannedText text : can.reports()) {
                    texts.put(basename(text.textname()), text.digest().size());
                }
            }
        }
        List<Trouble> troubles = new ArrayList<>(DirectoryTroubles.of(directory, cans));
        long bytes = cans.values().stream().mapToLong(Long::longValue).sum();
        CannedFacts facts = new CannedFacts(cans.size(), texts.size(), bytes, NameDigest.of(cans.navigableKeySet()));
        return new Reading(facts, cans, texts, troubles);
    }

    private static String basename(String textname) {
        return textname.substring(textname.indexOf('/') + 1);
    }
}
