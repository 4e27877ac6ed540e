package org.ooni.pipeline.report;

import java.util.List;

/**
 * A node of a YAML document before its value is made. An alias is the very node it names, so the nodes are a graph,
 * possibly with cycles: walk it only with a {@link YamlBudget} at hand.
 */
sealed interface YamlNode {
    YamlTag tag();

    record Scalar(YamlTag tag, String text) implements YamlNode {}

    record Sequence(YamlTag tag, List<YamlNode> items) implements YamlNode {}

    record Mapping(YamlTag tag, List<Entry> entries) implements YamlNode {}

    record Entry(YamlNode key, YamlNode value) {}
}
