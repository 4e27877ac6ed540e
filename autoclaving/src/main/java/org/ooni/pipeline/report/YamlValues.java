package org.ooni.pipeline.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ooni.pipeline.report.YamlNode.Entry;
import org.ooni.pipeline.report.YamlNode.Mapping;
import org.ooni.pipeline.report.YamlNode.Scalar;
import org.ooni.pipeline.report.YamlNode.Sequence;

/**
 * Makes the values of a document: every alias gets a copy of its own (D5, D33), every tag its meaning, and nothing is
 * ever looked up by a name from the report (D1). Normalisation rules §2.2 to §2.7.
 */
final class YamlValues {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final YamlBudget budget;
    private final YamlKeys keys;
    private final YamlMerge merge;

    /** @param blobLength bytes of the document's source */
    YamlValues(long blobLength) {
        this.budget = new YamlBudget(blobLength);
        this.keys = new YamlKeys(budget);
        this.merge = new YamlMerge(budget);
    }

    /** What the values made so far count as copies. */
    long size() {
        return budget.size();
    }

    /** The value of a node inside of {@code open} collections. */
    JsonNode value(YamlNode node, int open) throws BadBlobException {
        budget.node();
        if (node instanceof Scalar scalar) {
            budget.text(scalar.text());
            return scalar(scalar);
        }
        YamlBudget.depth(open + 1);
        return node instanceof Sequence sequence ? sequence(sequence, open + 1) : mapping((Mapping) node, open + 1);
    }

    private static JsonNode scalar(Scalar scalar) throws BadBlobException {
        String text = scalar.text();
        return switch (scalar.tag()) {
            case TEXT, MERGE -> TextNode.valueOf(text);
            case NULL -> NullNode.instance;
            case BOOL -> BooleanNode.valueOf(truth(text));
            case INT -> YamlNumber.json(YamlNumber.integer(text));
            case FLOAT -> YamlNumber.json(YamlNumber.real(text));
            case TIMESTAMP -> YamlTime.parse(text).json();
            case BINARY -> YamlBinary.json(text);
            case COMPLEX -> YamlComplex.parse(text).json();
            case SEQUENCE, TUPLE, PAIRS, MAPPING, SET, UNKNOWN -> throw unfit(scalar);
        };
    }

    static boolean truth(String text) throws BadBlobException {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "yes", "true", "on" -> true;
            case "no", "false", "off" -> false;
            default -> throw new BadBlobException(BadReason.KEY, "neither true nor false");
        };
    }

    private JsonNode sequence(Sequence sequence, int open) throws BadBlobException {
        return switch (sequence.tag()) {
            case SEQUENCE, TUPLE -> array(sequence.items(), open);
            case PAIRS -> pairs(sequence.items(), open);
            default -> throw unfit(sequence);
        };
    }

    private ArrayNode array(List<YamlNode> items, int open) throws BadBlobException {
        ArrayNode array = JSON.arrayNode(items.size());
        for (YamlNode item : items) {
            array.add(value(item, open));
        }
        return array;
    }

    private ArrayNode pairs(List<YamlNode> items, int open) throws BadBlobException {
        ArrayNode pairs = JSON.arrayNode(items.size());
        YamlBudget.depth(open + 1);
        for (YamlNode item : items) {
            if (!(item instanceof Mapping mapping) || mapping.entries().size() != 1) {
                throw new BadBlobException(BadReason.YAML_CONSTRUCTOR, "pairs with something else among them");
            }
            budget.node();
            Entry pair = mapping.entries().get(0);
            pairs.add(array(List.of(pair.key(), pair.value()), open + 1));
        }
        return pairs;
    }

    private JsonNode mapping(Mapping mapping, int open) throws BadBlobException {
        return switch (mapping.tag()) {
            case MAPPING -> object(merge.flatten(mapping, open), open);
            case SET -> members(merge.flatten(mapping, open), open);
            default -> throw unfit(mapping);
        };
    }

    /** Keys become text first, so only equal texts are one key; its last value wins (D17). */
    private ObjectNode object(List<Entry> entries, int open) throws BadBlobException {
        ObjectNode object = JSON.objectNode();
        for (Entry entry : entries) {
            object.set(keys.text(entry.key(), open), value(entry.value(), open));
        }
        return object;
    }

    /** The members in the order of the source (D18). */
    private ArrayNode members(List<Entry> entries, int open) throws BadBlobException {
        // Keyed by text, as equal hashes of nodes, which have no order, would cost time by the square.
        Map<String, JsonNode> members = new LinkedHashMap<>();
        for (Entry entry : entries) {
            String text = keys.text(entry.key(), open);
            JsonNode member = value(entry.key(), open);
            members.putIfAbsent(member.isContainerNode() ? text : member.getNodeType() + " " + member, member);
        }
        return JSON.arrayNode(members.size()).addAll(members.values());
    }

    private static BadBlobException unfit(YamlNode node) {
        return new BadBlobException(
                BadReason.YAML_CONSTRUCTOR,
                node.tag() == YamlTag.UNKNOWN ? "an unknown tag" : "a tag that does not fit: " + node.tag());
    }
}
