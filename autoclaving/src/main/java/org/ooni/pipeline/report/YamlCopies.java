package org.ooni.pipeline.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What the copies of one YAML report come to that aliases, merge keys and the header make (normalisation rules D45). A
 * header of a megabyte before a million empty entries would otherwise fill any disk.
 *
 * <p>A copy counts the length of its text and 16 bytes a value. Not safe for use by several threads.
 */
public final class YamlCopies {
    /** Bytes that every report may copy. */
    static final long FREE = 1L << 30;

    /** Bytes that a report may copy for each of its own. */
    static final int TIMES = 16;

    static final int VALUE = 16;

    private final long most;
    private long made;

    /** @param reportSize bytes of the raw report */
    public YamlCopies(long reportSize) {
        this.most = Math.max(FREE, TIMES * reportSize);
    }

    /** @throws BadBlobException {@link BadReason#OVERFLOW} if the copies were too many already */
    public void requireRoom() throws BadBlobException {
        if (made > most) {
            throw new BadBlobException(BadReason.OVERFLOW, "more than " + most + " bytes of copies in one report");
        }
    }

    void add(long size) {
        made += Math.max(0, size);
    }

    /** What a copy of a tree counts. */
    static long size(JsonNode tree) {
        long size = VALUE + (tree.isTextual() ? tree.textValue().length() : 0);
        for (JsonNode item : tree) {
            size += size(item);
        }
        for (Map.Entry<String, JsonNode> member : tree.properties()) {
            size += member.getKey().length();
        }
        return size;
    }
}
