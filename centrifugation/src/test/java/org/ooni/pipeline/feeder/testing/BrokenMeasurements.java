package org.ooni.pipeline.feeder.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Measurements with one thing in them that no probe should send; the same ones for the same seed. */
final class BrokenMeasurements {
    /** A value that no message may repeat. */
    static final String STRANGE_TEXT = "\u00e9\u0000\ud800\t";

    private final List<ObjectNode> examples;
    private final Random random;

    BrokenMeasurements(List<ObjectNode> examples, long seed) {
        this.examples = examples;
        this.random = new Random(seed);
    }

    ObjectNode next() {
        ObjectNode datum = examples.get(random.nextInt(examples.size())).deepCopy();
        List<JsonNode> containers = new ArrayList<>();
        collect(datum, containers);
        breakSomethingIn(containers.get(random.nextInt(containers.size())));
        return datum;
    }

    private void breakSomethingIn(JsonNode container) {
        if (container instanceof ObjectNode object && !object.isEmpty()) {
            List<String> keys = new ArrayList<>();
            object.fieldNames().forEachRemaining(keys::add);
            String key = keys.get(random.nextInt(keys.size()));
            if (random.nextInt(4) == 0) {
                object.remove(key);
            } else {
                object.set(key, strange());
            }
        } else if (container instanceof ArrayNode array) {
            array.add(strange());
        }
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    private JsonNode strange() {
        JsonNodeFactory make = JsonNodeFactory.instance;
        List<JsonNode> strange = List.of(
                make.nullNode(),
                make.booleanNode(random.nextBoolean()),
                IntNode.valueOf(random.nextInt(3) - 1),
                make.numberNode(random.nextDouble()),
                make.numberNode(Double.POSITIVE_INFINITY),
                make.numberNode(BigInteger.TEN.pow(30)),
                TextNode.valueOf(""),
                TextNode.valueOf(STRANGE_TEXT),
                make.arrayNode(),
                make.arrayNode().add("a").add(1),
                make.arrayNode().add("a").add("b"),
                make.arrayNode().addNull(),
                make.objectNode(),
                make.objectNode().put("x", 1));
        return strange.get(random.nextInt(strange.size()));
    }
}
