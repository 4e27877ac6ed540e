package org.ooni.pipeline.feeder;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
    /** What could be read is not too deep to be written. */
    private static final ObjectWriter JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamWriteConstraints(StreamWriteConstraints.builder()
                            .maxNestingDepth(Integer.MAX_VALUE)
                            .build())
                    .build())
            .build()
            .writer();

    private Residual() {}

    /** The shape of {@code value} as JSON text. */
    static String text(JsonNode value) {
        try {
            return JSON.writeValueAsString(of(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree cannot be written", e);
        }
    }

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
