package org.ooni.pipeline.autoclaving.rules;

import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Makes the values of a YAML document, and remembers on which line each mapping, list and key stands. */
final class Lines extends SafeConstructor {
    private final Map<Object, Integer> collections = new IdentityHashMap<>();
    private final Map<Object, Map<String, Integer>> keys = new IdentityHashMap<>();

    Lines(LoaderOptions limits) {
        super(limits);
    }

    @Override
    protected void constructMapping2ndStep(MappingNode node, Map<Object, Object> mapping) {
        super.constructMapping2ndStep(node, mapping);
        collections.put(mapping, line(node));
        Map<String, Integer> lines = new HashMap<>();
        for (NodeTuple member : node.getValue()) {
            if (member.getKeyNode() instanceof ScalarNode key) {
                lines.put(key.getValue(), line(key));
            }
        }
        keys.put(mapping, lines);
    }

    @Override
    protected void constructSequenceStep2(SequenceNode node, Collection<Object> collection) {
        super.constructSequenceStep2(node, collection);
        collections.put(collection, line(node));
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    /** Of a mapping's key, or else of the mapping; 0 of what has no line. */
    int of(Map<?, ?> mapping, Object key) {
        Integer line = keys.getOrDefault(mapping, Map.of()).get(String.valueOf(key));
        return line == null ? of(mapping) : line;
    }

    /** Of a mapping or list; 0 of what has no line. */
    int of(Object collection) {
        return collections.getOrDefault(collection, 0);
    }
}
