package org.ooni.pipeline.centrifugation;

import java.util.List;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.feeder.Feeders;

/**
 * What a plan has to know of a Feeder.
 *
 * @param table its data table, by which the database knows it
 * @param version rows of this one or a later one are good: a code version, or the plug-in's own
 */
record FeederVersion(String table, int version, boolean plugIn) {
    static List<FeederVersion> of(List<Feeder> feeders) {
        return feeders.stream()
                .map(feeder -> new FeederVersion(feeder.dataTable(), feeder.minCodeVer(), !Feeders.isBuiltIn(feeder)))
                .toList();
    }
}
