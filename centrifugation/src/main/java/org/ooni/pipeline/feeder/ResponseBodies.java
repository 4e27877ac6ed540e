package org.ooni.pipeline.feeder;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The bodies of the measurement at hand. Several Feeders look at the same ones, so they are remembered until the next
 * measurement, as far as they fit. Not thread-safe: one for each thread.
 */
final class ResponseBodies {
    private static final long MAX_REMEMBERED = 32 << 20;
    /** About what remembering costs beside the bytes. */
    private static final int OVERHEAD = 200;

    private final SimhashCache simhashes;
    private Map<JsonNode, ResponseBody> remembered = new IdentityHashMap<>();
    private long rememberedBytes;
    private JsonNode current;

    ResponseBodies(SimhashCache simhashes) {
        this.simhashes = simhashes;
    }

    /** The body of {@code response}, a part of {@code datum} as it was read; null when there is none. */
    ResponseBody of(JsonNode datum, JsonNode response) {
        if (response.isNull()) {
            return null;
        }
        if (datum != current) {
            current = datum;
            remembered = new IdentityHashMap<>();
            rememberedBytes = 0;
        }
        ResponseBody known = remembered.get(response);
        return known == null ? read(response) : known;
    }

    private ResponseBody read(JsonNode response) {
        byte[] bytes = BodyBytes.of(response);
        if (bytes == null) {
            return null;
        }
        ResponseBody body = new ResponseBody(bytes, simhashes);
        if (rememberedBytes + bytes.length + OVERHEAD <= MAX_REMEMBERED) {
            rememberedBytes += bytes.length + OVERHEAD;
            remembered.put(response, body);
        }
        return body;
    }
}
