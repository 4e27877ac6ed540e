package org.ooni.pipeline.autoclaving.admission;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.ooni.pipeline.report.BadBlobException;
import org.ooni.pipeline.report.JsonSlicer;
import org.ooni.pipeline.report.JsonText;
import org.ooni.pipeline.report.Slice;
import org.ooni.pipeline.report.YamlCopies;
import org.ooni.pipeline.report.YamlDocument;
import org.ooni.pipeline.report.YamlSlicer;

/**
 * What made a report, as its first measurement or its YAML header says.
 *
 * @param name or null of what does not say it, or not as text
 * @param version likewise
 */
record Software(String name, String version) {
    static final Software UNKNOWN = new Software(null, null);

    private static final String NAME = "software_name";
    private static final String VERSION = "software_version";

    /**
     * Reads a report's first blob and no more; one that is longer than {@code maxMeasurement} bytes, or that cannot be
     * read, tells nothing.
     *
     * @param size of the report
     */
    static Software of(String textname, InputStream report, long size, int maxMeasurement) throws IOException {
        boolean yaml = textname.endsWith(".yaml");
        Slice first = (yaml ? new YamlSlicer(report, maxMeasurement) : new JsonSlicer(report, maxMeasurement)).next();
        if (!(first instanceof Slice.Blob blob)) {
            return UNKNOWN;
        }
        try {
            return yaml ? ofHeader(blob, size) : ofMeasurement(blob);
        } catch (BadBlobException | RuntimeException e) {
            // The stage tells of blobs that no rule foresees; here they are as good as any other that cannot be read.
            return UNKNOWN;
        }
    }

    private static Software ofMeasurement(Slice.Blob blob) throws BadBlobException {
        JsonText json = new JsonText();
        json.copy(blob.bytes(), blob.from(), blob.length());
        return new Software(member(json, NAME), member(json, VERSION));
    }

    private static String member(JsonText json, String key) {
        for (int i = json.members().size() - 1; i >= 0; i--) {
            if (json.members().key(i).equals(key)) {
                return json.string(i);
            }
        }
        return null;
    }

    private static Software ofHeader(Slice.Blob blob, long size) throws BadBlobException {
        byte[] bytes = Arrays.copyOfRange(blob.bytes(), blob.from(), blob.from() + blob.length());
        JsonNode header = YamlDocument.load(bytes, new YamlCopies(size));
        return new Software(header.path(NAME).textValue(), header.path(VERSION).textValue());
    }
}
