package org.ooni.pipeline.centrifugation;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.ooni.pipeline.metadb.KnownFile;

/** Holds the Feeders of this program against what made the rows of a file (Feeder rules §5.5). */
final class FeederVersions {
    private final List<FeederVersion> feeders;
    private final Set<String> tables;

    FeederVersions(List<FeederVersion> feeders) {
        this.feeders = feeders;
        this.tables = feeders.stream().map(FeederVersion::table).collect(Collectors.toSet());
    }

    /** Tables whose rows of {@code file} were made by an older version than is good, in the order of Feeders. */
    Set<String> outdatedOf(KnownFile file) {
        return feeders.stream()
                .filter(feeder -> made(feeder, file) < feeder.version())
                .map(FeederVersion::table)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Code version 0 is an operator's wish to have all of the file redone. */
    private static int made(FeederVersion feeder, KnownFile file) {
        if (file.codeVer() == 0) {
            return 0;
        }
        Integer recorded = file.feeders().get(feeder.table());
        if (feeder.plugIn()) {
            return recorded == null ? 0 : recorded;
        }
        return recorded == null ? file.codeVer() : Math.min(recorded, file.codeVer());
    }

    /** Tables that {@code feeder_file} names for {@code file}, and none of the Feeders fills. */
    Set<String> unknownOf(KnownFile file) {
        Set<String> unknown = new HashSet<>(file.feeders().keySet());
        unknown.removeAll(tables);
        return unknown;
    }
}
