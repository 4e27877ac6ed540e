package org.ooni.pipeline.canning;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.ooni.pipeline.can.Can;
import org.ooni.pipeline.can.CanIndex;
import org.ooni.pipeline.io.Gzip;
import org.ooni.pipeline.io.JsonLines;
import org.ooni.pipeline.io.PublishedDirectory;

/**
 * The rows of an index that is about to be replaced: as they are, but for cans that change or go.
 *
 * @param changed the new rows of cans that keep their names, by these
 * @param removed names of cans that go
 */
record OldRows(Map<String, Can> changed, Set<String> removed) {
    void copy(PublishedDirectory directory, JsonLines.Writer rows) throws IOException {
        try (JsonLines.Reader old =
                JsonLines.read(Gzip.open(directory.index()), directory.index().toString())) {
            for (JsonNode row = old.next(); row != null; row = old.next()) {
                String filename = row.path("filename").asText();
                if (changed.containsKey(filename)) {
                    CanIndex.write(changed.get(filename), rows);
                } else if (!removed.contains(filename)) {
                    rows.line(row);
                }
            }
        }
    }
}
