package org.ooni.pipeline.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;

/**
 * The first document of a YAML report: what is common to all its entries (normalisation rules §3). Unlike the
 * original's it never changes, so no entry sees what happened to another (D5).
 */
public final class YamlHeader {
    private static final String REPORT_ID = "report_id";
    private static final String TEST_START_TIME = "test_start_time";

    private final ObjectNode fields;
    private final long size;

    private YamlHeader(ObjectNode fields) {
        this.fields = fields;
        this.size = YamlCopies.size(fields);
    }

    /**
     * The header with its {@code report_id}, which is derived from other fields when it is missing or false-like.
     *
     * @param document as {@link YamlDocument#load} gives it; copied
     * @throws BadBlobException {@link BadReason#ATTRIBUTE} when it is no mapping, null included,
     *     {@link BadReason#OVERFLOW} when the id would be derived from lists or mappings of a megabyte; the report is to
     *     be cut at its header then (D2, D45)
     */
    public static YamlHeader of(JsonNode document) throws BadBlobException {
        if (!(document instanceof ObjectNode mapping)) {
            throw new BadBlobException(BadReason.ATTRIBUTE, "a header that is a " + document.getNodeType());
        }
        ObjectNode fields = mapping.deepCopy();
        if (PythonTruth.isFalse(fields.get(REPORT_ID))) {
            fields.set(REPORT_ID, TextNode.valueOf(DerivedReportId.of(fields)));
        }
        return new YamlHeader(fields);
    }

    /** Given or derived; of any type when given. */
    public JsonNode reportId() {
        return fields.get(REPORT_ID).deepCopy();
    }

    /**
     * Puts a copy of the header's fields over those of an entry. The entry's own {@code test_start_time} alone is
     * stronger than the header's. Fields keep their order, the header's new ones come behind the entry's.
     *
     * @param entry is changed
     * @param copies of the report; the header's is added
     * @return the entry
     */
    public ObjectNode merge(ObjectNode entry, YamlCopies copies) {
        copies.add(size);
        boolean hasTime = entry.has(TEST_START_TIME);
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            if (!hasTime || !field.getKey().equals(TEST_START_TIME)) {
                entry.set(field.getKey(), field.getValue().deepCopy());
            }
        }
        return entry;
    }
}
