package org.ooni.pipeline.autoclaving.scrub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.ooni.pipeline.io.BadInputException;

/** The JSON of a value of the rules' file. */
final class Replacement {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Replacement() {}

    /** @param where file, rule and key, for messages */
    static JsonNode of(String where, Object value) throws BadInputException {
        if (value == null) {
            return NODES.nullNode();
        }
        if (value instanceof String text) {
            return NODES.textNode(text);
        }
        if (value instanceof Boolean bool) {
            return NODES.booleanNode(bool);
        }
        if (value instanceof Integer number) {
            return NODES.numberNode(number);
        }
        if (value instanceof Long number) {
            return NODES.numberNode(number);
        }
        if (value instanceof List<?> list) {
            ArrayNode array = NODES.arrayNode();
            for (Object element : list) {
                array.add(of(where, element));
            }
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = NODES.objectNode();
            for (Map.Entry<?, ?> member : map.entrySet()) {
                if (!(member.getKey() instanceof String key)) {
                    throw new BadInputException(where + ": a key that is not text: " + member.getKey());
                }
                object.set(key, of(where, member.getValue()));
            }
            return object;
        }
        throw new BadInputException(where + ": a value that JSON has not: " + value);
    }
}
