package org.ooni.pipeline.feeder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import org.ooni.pipeline.metadb.CopyText;

/** The shape of what no Feeder claimed, emptied of values (Feeder rules §3.1): people group measurements by it. */
public final class Residual {
    private Residual() {}

    /**
     * The shape of {@code value}: strings are empty, numbers 0, booleans true. Lists lose the empty containers at their
     * end, objects lose all of theirs, from the inside out. {@code value} stays as it is.
     */
    public static JsonNode of(JsonNode value) {
        if (value.isObject()) {
            return object(value);
        }
        if (value.isArray()) {
            return list(value);
        }
        if (value.isTextual()) {
            return TextNode.valueOf("");
        }
        if (value.isNumber()) {
            return IntNode.valueOf(0);
        }
        return value.isBoolean() ? BooleanNode.TRUE : value;
    }

    private static JsonNode object(JsonNode object) {
        ObjectNode shape = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            JsonNode value = of(member.getValue());
            if (!isEmptyContainer(value)) {
                shape.set(CopyText.clean(member.getKey()), value);
            }
        }
        return shape;
    }

    private static JsonNode list(JsonNode list) {
        ArrayNode shape = JsonNodeFactory.instance.arrayNode(list.size());
        list.forEach(element -> shape.add(of(element)));
        while (!shape.isEmpty() && isEmptyContainer(shape.get(shape.size() - 1))) {
            shape.remove(shape.size() - 1);
        }
        return shape;
    }

    private static boolean isEmptyContainer(JsonNode value) {
        return value.isContainerNode() && value.isEmpty();
    }
}
