package org.ooni.pipeline.cli.verify;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ooni.pipeline.io.Finding;
import org.ooni.pipeline.raw.Bucket;

/** A finding, and whose it is. */
public record Damage(Bucket bucket, Area area, Finding finding) {

    /** What is damaged. */
    public enum Area {
        CANNED("canned"),
        AUTOCLAVED("autoclaved"),
        METADB("metadb");

        private final String word;

        Area(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /** The last part of the file's name. */
    String basename() {
        return finding.file().substring(finding.file().lastIndexOf('/') + 1);
    }

    /** For a person. */
    public String line() {
        return bucket + " " + area + ": " + finding;
    }

    /** For a machine; what is not known is null. */
    public Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("bucket", bucket.toString());
        figures.put("area", area.toString());
        figures.put("file", finding.file());
        figures.put("offset", finding.offset() == Finding.NOWHERE ? null : finding.offset());
        figures.put("what", finding.what());
        figures.put("expected", finding.expected());
        figures.put("found", finding.found());
        return figures;
    }
}
