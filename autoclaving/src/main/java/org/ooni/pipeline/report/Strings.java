package org.ooni.pipeline.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Changes the strings of a measurement, wherever they stand.
 *
 * <p>Byte strings are strings too, whether they are still bytes or {@code {"data":BASE64,"format":"base64"}} already:
 * they are seen decoded, as UTF-8 as far as they are that, and keep their form. Base64 in any other place is text.
 */
public final class Strings {
    private final UnaryOperator<String> change;

    private Strings(UnaryOperator<String> change) {
        this.change = change;
    }

    /** The text of a string or byte string; null for any other value. */
    public static String text(JsonNode node) {
        if (node instanceof TextNode) {
            return node.textValue();
        }
        byte[] bytes = bytes(node);
        return bytes == null ? null : ByteText.decode(bytes);
    }

    /**
     * Changes the strings and keys in a value, which may be a string itself, in place as far as it can be.
     *
     * <p>Keys that become equal are told apart: the second {@code x} becomes {@code x (2)}.
     *
     * @param change gives its argument back where nothing is to be changed
     * @return what to put in the value's place: mostly the value
     * @throws BadBlobException {@link BadReason#OVERFLOW} if the value is deeper than a measurement may be
     */
    public static JsonNode change(JsonNode value, UnaryOperator<String> change) throws BadBlobException {
        return new Strings(change).value(value, 0);
    }

    private JsonNode value(JsonNode node, int depth) throws BadBlobException {
        if (depth > JsonWriter.MAX_DEPTH) {
            throw new BadBlobException(BadReason.OVERFLOW, "more than " + JsonWriter.MAX_DEPTH + " levels");
        }
        byte[] bytes = bytes(node);
        if (bytes != null) {
            return encoded(node, ByteText.decode(bytes));
        }
        if (node instanceof ObjectNode object) {
            object(object, depth + 1);
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode changed = value(array.get(i), depth + 1);
                if (changed != array.get(i)) {
                    array.set(i, changed);
                }
            }
        } else if (node instanceof TextNode) {
            String text = change.apply(node.textValue());
            return text.equals(node.textValue()) ? node : TextNode.valueOf(text);
        }
        return node;
    }

    private JsonNode encoded(JsonNode node, String text) {
        String changed = change.apply(text);
        if (changed.equals(text)) {
            return node;
        }
        byte[] bytes = ByteText.encode(changed);
        return node instanceof ObjectNode object
                ? object.put("data", Base64.getEncoder().encodeToString(bytes))
                : BinaryNode.valueOf(bytes);
    }

    private void object(ObjectNode object, int depth) throws BadBlobException {
        boolean renamed = false;
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            member.setValue(value(member.getValue(), depth));
            renamed |= !change.apply(member.getKey()).equals(member.getKey());
        }
        if (renamed) {
            rename(object);
        }
    }

    private void rename(ObjectNode object) {
        List<Map.Entry<String, JsonNode>> members = new ArrayList<>();
        object.properties().forEach(member -> members.add(Map.entry(member.getKey(), member.getValue())));
        object.removeAll();
        Map<String, Integer> used = new HashMap<>();
        for (Map.Entry<String, JsonNode> member : members) {
            String key = change.apply(member.getKey());
            String free = key;
            while (object.has(free)) {
                free = key + " (" + used.merge(key, 2, (last, two) -> last + 1) + ")";
            }
            object.set(free, member.getValue());
        }
    }

    private static byte[] bytes(JsonNode node) {
        if (node instanceof BinaryNode binary) {
            return binary.binaryValue();
        }
        boolean isEncoded = node instanceof ObjectNode
                && node.size() == 2
                && node.path("data").isTextual()
                && "base64".equals(node.path("format").textValue());
        return isEncoded ? decoded(node.get("data").textValue()) : null;
    }

    /** The bytes, or null where the text is no base64 after all. */
    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
