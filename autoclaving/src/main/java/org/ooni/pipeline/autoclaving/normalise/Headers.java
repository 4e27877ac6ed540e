package org.ooni.pipeline.autoclaving.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ooni.pipeline.report.BadBlobException;
import org.ooni.pipeline.report.BadReason;
import org.ooni.pipeline.report.JsonWriter;

/** The headers of a request or response (normalisation rules §5.2, {@code H}). */
final class Headers {
    static final String KEY = "headers";

    private static final String LIST_KEY = "headers_list";

    /** Headers that a list may have, and characters of their names: one name may have been given many values. */
    private static final int MAX_LISTED = 10_000;

    private static final int MAX_LISTED_NAMES = 1 << 20;

    /** One value a name: the first of the name's last pair. */
    private final ObjectNode single = JsonNodeFactory.instance.objectNode();

    /** Every {@code [name, value]} in order. */
    private final ArrayNode all = JsonNodeFactory.instance.arrayNode();

    private int count;
    private long nameLengths;

    private Headers() {}

    /** @param given a list of {@code [name, values]}, a mapping, or nothing */
    static Headers of(JsonNode given) throws BadBlobException {
        Headers headers = new Headers();
        // D30, D31: none given, or null, are no headers.
        if (given != null && !given.isNull()) {
            for (Pairs.Pair pair : Pairs.of(given)) {
                headers.add(name(pair.name()), values(pair.value()));
            }
        }
        return headers;
    }

    private void add(String name, List<JsonNode> values) throws BadBlobException {
        single.set(name, HttpText.normal(values.get(0)));
        for (JsonNode value : values) {
            count++;
            nameLengths += name.length();
            if (isListable()) {
                all.addArray().add(name).add(HttpText.normal(value));
            }
        }
    }

    private boolean isListable() {
        return count <= MAX_LISTED && nameLengths <= MAX_LISTED_NAMES;
    }

    /** Puts the headers into a message; the list of all only where the mapping lost some (D29). */
    void writeTo(ObjectNode message) {
        message.set(KEY, single);
        if (count > single.size() && isListable() && !message.has(LIST_KEY)) {
            message.set(LIST_KEY, all);
        }
    }

    /** The value of {@code Content-Length} in whatever case, as given; null when there is none. */
    JsonNode contentLength() {
        JsonNode length = NullNode.instance;
        for (Map.Entry<String, JsonNode> header : single.properties()) {
            if (header.getKey().equalsIgnoreCase("content-length")) {
                length = header.getValue();
            }
        }
        return length;
    }

    private static String name(JsonNode name) throws BadBlobException {
        return switch (name.getNodeType()) {
            case STRING -> name.textValue();
            case BINARY -> "base64:" + name.asText();
            case NUMBER -> JsonWriter.text(name);
            case NULL -> "None";
            case BOOLEAN -> name.booleanValue() ? "True" : "False";
            default -> throw new BadBlobException(BadReason.TYPE, "a header name of type " + name.getNodeType());
        };
    }

    /** The values of a name, at least one; lists among them are opened once. */
    private static List<JsonNode> values(JsonNode given) {
        if (!given.isArray()) {
            // D30: a text is one value, not one for each of its characters.
            return List.of(given);
        }
        List<JsonNode> values = new ArrayList<>(given.size());
        for (JsonNode value : given) {
            if (value.isArray()) {
                value.forEach(values::add);
            } else {
                values.add(value);
            }
        }
        // D30: a name without a value.
        return values.isEmpty() ? List.of(NullNode.instance) : values;
    }
}
