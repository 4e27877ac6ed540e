package org.ooni.pipeline.cli.reading;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ooni.pipeline.autoclaved.CompressedFrame;
import org.ooni.pipeline.autoclaved.FramePlace;
import org.ooni.pipeline.autoclaved.IndexedFrame;
import org.ooni.pipeline.autoclaved.OutermostMembers;
import org.ooni.pipeline.io.CorruptFileException;

/**
 * Reads one frame, and picks out of it what is wanted.
 *
 * @param candidates in the order of the text
 */
record FrameSearch(Path root, FramePlace place, List<Candidate> candidates, MeasurementFilter filter) {

    /** @param decides whether it is the first measurement of its report, which has the say for all of them */
    record Candidate(IndexedFrame.Item item, ReportChoice choice, boolean decides) {}

    Lines run() throws IOException {
        try {
            return search(place.read(root));
        } finally {
            // Whoever waits for a decision must not wait for ever; the failure itself comes out first.
            candidates.stream()
                    .filter(Candidate::decides)
                    .forEach(each -> each.choice().decide(false));
        }
    }

    private Lines search(CompressedFrame frame) throws IOException {
        byte[] text = frame.text();
        OutermostMembers members = new OutermostMembers(text);
        Lines lines = new Lines(text);
        for (Candidate each : candidates) {
            IndexedFrame.Item item = each.item();
            if (each.decides()) {
                each.choice().decide(filter.takesReport(find(members, item, filter.reportKeys(), frame)));
            }
            if (each.choice().isWanted()
                    && filter.takesMeasurement(find(members, item, filter.measurementKeys(), frame))) {
                lines.add(item.offset(), item.offset() + item.size());
            }
        }
        return lines;
    }

    private static Map<String, JsonNode> find(
            OutermostMembers members, IndexedFrame.Item item, Set<String> keys, CompressedFrame frame)
            throws IOException {
        if (keys.isEmpty()) {
            return Map.of();
        }
        try {
            return members.find(item.offset(), item.size(), keys);
        } catch (IOException e) {
            throw new CorruptFileException(
                    frame.file(),
                    frame.offset(),
                    "the measurement at byte " + item.offset() + " of this frame's text is not JSON: "
                            + e.getMessage());
        }
    }
}
