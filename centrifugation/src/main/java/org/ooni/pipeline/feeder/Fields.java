package org.ooni.pipeline.feeder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How Feeders read and remove parts of a measurement. A missing key and a null value are different things: the defaults
 * below stand for the former only. All failures are {@link DatumException}s.
 */
public final class Fields {
    private Fields() {}

    /** The value of {@code key}, which may be null but must be there. */
    public static JsonNode need(JsonNode object, String key) {
        JsonNode value = object(object, key).get(key);
        if (value == null) {
            throw new DatumException("missing key", key);
        }
        return value;
    }

    /** The value of {@code key}, or {@code absent} when it is missing. */
    public static JsonNode opt(JsonNode object, String key, JsonNode absent) {
        JsonNode value = object(object, key).get(key);
        return value == null ? absent : value;
    }

    /** The value of {@code key}, or JSON null when it is missing. */
    public static JsonNode opt(JsonNode object, String key) {
        return opt(object, key, NullNode.getInstance());
    }

    /** The value of {@code key}, or an empty object when it is missing. */
    public static JsonNode optObject(JsonNode object, String key) {
        return opt(object, key, JsonNodeFactory.instance.objectNode());
    }

    /** The elements of the list under {@code key}; none when it is missing. Null is not a list. */
    public static Iterable<JsonNode> items(JsonNode object, String key) {
        return list(opt(object, key, JsonNodeFactory.instance.arrayNode()), key);
    }

    /** The elements of the list under {@code key}, which must be there. */
    public static Iterable<JsonNode> needItems(JsonNode object, String key) {
        return list(need(object, key), key);
    }

    private static Iterable<JsonNode> list(JsonNode list, String key) {
        boolean emptyOther = (list.isObject() && list.isEmpty())
                || (list.isTextual() && list.textValue().isEmpty());
        if (!list.isArray() && !emptyOther) {
            throw new DatumException("not a list", key);
        }
        return list;
    }

    /** Removes {@code key}, which must be there. */
    public static JsonNode remove(JsonNode object, String key) {
        JsonNode value = object(object, key).remove(key);
        if (value == null) {
            throw new DatumException("missing key to remove", key);
        }
        return value;
    }

    /** Removes {@code key} if it is there. */
    public static void removeIfPresent(JsonNode object, String key) {
        object(object, key).remove(key);
    }

    /** A JSON integer, or a boolean as 1 and 0; {@code name} is for the message. */
    public static long asIntLike(JsonNode value, String name) {
        if (value.isBoolean()) {
            return value.booleanValue() ? 1 : 0;
        }
        if (!value.isIntegralNumber()) {
            throw new DatumException("not an integer", name);
        }
        if (!value.canConvertToLong()) {
            throw new DatumException("integer out of range", name);
        }
        return value.longValue();
    }

    /** A JSON string; {@code name} is for the message. */
    public static String string(JsonNode value, String name) {
        if (!value.isTextual()) {
            throw new DatumException("not a string", name);
        }
        return value.textValue();
    }

    /** Whether {@code value} is neither null, nor empty, nor zero, nor false. */
    public static boolean truthy(JsonNode value) {
        if (value.isContainerNode()) {
            return !value.isEmpty();
        }
        if (value.isTextual()) {
            return !value.textValue().isEmpty();
        }
        return value.isNumber() ? value.doubleValue() != 0 : value.booleanValue();
    }

    /** Whether {@code value} is that boolean, or its number. */
    public static boolean is(JsonNode value, boolean wanted) {
        return value.isBoolean()
                ? value.booleanValue() == wanted
                : value.isNumber() && value.doubleValue() == (wanted ? 1 : 0);
    }

    private static ObjectNode object(JsonNode value, String key) {
        if (value instanceof ObjectNode object) {
            return object;
        }
        throw new DatumException("not an object", "where " + key + " is looked for");
    }
}
