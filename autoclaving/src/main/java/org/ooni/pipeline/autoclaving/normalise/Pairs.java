package org.ooni.pipeline.autoclaving.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.ooni.pipeline.report.BadBlobException;
import org.ooni.pipeline.report.BadReason;

/** Reads what stands for a list of {@code [name, value]} pairs. */
final class Pairs {
    /** @param name of any type */
    record Pair(JsonNode name, JsonNode value) {}

    private Pairs() {}

    /**
     * The pairs of a list, or the entries of a mapping (D30, D41).
     *
     * @throws BadBlobException {@link BadReason#VALUE} for an element that is no pair, or text; {@link BadReason#TYPE}
     *     for what has no elements
     */
    static List<Pair> of(JsonNode given) throws BadBlobException {
        List<Pair> pairs = new ArrayList<>(given.size());
        if (given.isObject()) {
            for (Map.Entry<String, JsonNode> entry : given.properties()) {
                pairs.add(new Pair(TextNode.valueOf(entry.getKey()), entry.getValue()));
            }
        } else if (given.isArray()) {
            for (JsonNode element : given) {
                pairs.add(pair(element));
            }
        } else if (!TextOrBytes.is(given)) {
            throw new BadBlobException(BadReason.TYPE, "pairs of type " + given.getNodeType());
        } else if (!TextOrBytes.characters(given).isEmpty()) {
            throw new BadBlobException(BadReason.VALUE, "pairs that are a text");
        }
        return pairs;
    }

    /** Two of anything made a pair: two elements, two keys, two characters. */
    private static Pair pair(JsonNode element) throws BadBlobException {
        if (element.isArray() && element.size() == 2) {
            return new Pair(element.get(0), element.get(1));
        }
        if (element.isObject() && element.size() == 2) {
            Iterator<String> keys = element.fieldNames();
            return new Pair(TextNode.valueOf(keys.next()), TextNode.valueOf(keys.next()));
        }
        if (TextOrBytes.is(element)) {
            String characters = TextOrBytes.characters(element);
            if (characters.codePointCount(0, characters.length()) == 2) {
                int second = characters.offsetByCodePoints(0, 1);
                return new Pair(
                        TextOrBytes.like(element, characters.substring(0, second)),
                        TextOrBytes.like(element, characters.substring(second)));
            }
        } else if (!element.isContainerNode()) {
            throw new BadBlobException(BadReason.TYPE, "a pair of type " + element.getNodeType());
        }
        throw new BadBlobException(BadReason.VALUE, "a pair not of two");
    }
}
