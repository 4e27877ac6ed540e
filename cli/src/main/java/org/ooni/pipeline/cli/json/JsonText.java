package org.ooni.pipeline.cli.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/** Objects of texts, numbers, and maps and lists of them as JSON, each on one line. */
public final class JsonText {
    /** Made with the first object and not with the program: that takes its time. */
    private static final JsonMapper MAPPER = new JsonMapper();

    private JsonText() {}

    public static String of(Map<String, ?> object) {
        try {
            return MAPPER.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers are JSON", e);
        }
    }
}
