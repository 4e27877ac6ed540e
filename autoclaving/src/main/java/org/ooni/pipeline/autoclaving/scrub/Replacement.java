package org.ooni.pipeline.autoclaving.scrub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.ooni.pipeline.autoclaving.rules.Section;
import org.ooni.pipeline.io.BadInputException;

/** The JSON of a value of the rules' file. */
final class Replacement {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Replacement() {}

    /** @param section whose {@code key} it is, or is below, for messages */
    static JsonNode of(Section section, String key, Object value) throws BadInputException {
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
                array.add(of(section, key, element));
            }
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = NODES.objectNode();
            for (Map.Entry<?, ?> member : map.entrySet()) {
                if (!(member.getKey() instanceof String name)) {
                    throw section.fault(key, "a key that is not text: " + member.getKey());
                }
                object.set(name, of(section, key, member.getValue()));
            }
            return object;
        }
        throw section.fault(key, "a value that JSON has not: " + value);
    }
}
