package org.ooni.pipeline.report;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.ooni.pipeline.report.YamlNode.Entry;
import org.ooni.pipeline.report.YamlNode.Mapping;
import org.ooni.pipeline.report.YamlNode.Scalar;
import org.ooni.pipeline.report.YamlNode.Sequence;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * Makes the graph of nodes of one document: anchors, tags and implicit types, no values yet. It keeps its own stack,
 * so nesting costs no Java stack (normalisation rules §2.4, §2.7).
 */
final class YamlComposer {
    private final String text;
    private final YamlEvents events;
    private final YamlBudget budget;
    private final boolean surrogatesLikely;
    private final Map<String, YamlNode> anchors = new HashMap<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private YamlNode root;

    /** Where the last double-quoted scalar began, as characters of the text and as code points. */
    private int chars;

    private int points;

    YamlComposer(String text) {
        this.text = text;
        this.budget = new YamlBudget(text.length());
        this.events = new YamlEvents(text);
        this.surrogatesLikely = YamlText.mayEscapeSurrogates(text);
    }

    /** The document's root; a text without any document is an empty scalar. */
    YamlNode compose() throws BadBlobException {
        events.skip(Event.ID.StreamStart);
        if (events.isNext(Event.ID.StreamEnd)) {
            return new Scalar(YamlTag.NULL, "");
        }
        events.skip(Event.ID.DocumentStart);
        do {
            accept(events.next());
        } while (!open.isEmpty());
        events.skip(Event.ID.DocumentEnd);
        if (!events.isNext(Event.ID.StreamEnd)) {
            throw bad("a second document");
        }
        return root;
    }

    /** What the document counts without copies; no copy is as long as its source. */
    long size() {
        return budget.size() + text.length();
    }

    private void accept(Event event) throws BadBlobException {
        if (event instanceof ScalarEvent scalar) {
            add(named(scalar, scalar(scalar)));
        } else if (event instanceof CollectionStartEvent start) {
            Open collection = open(start);
            add(named(start, collection.node()));
            open.push(collection);
            YamlBudget.depth(open.size());
        } else if (event instanceof CollectionEndEvent) {
            open.pop();
        } else {
            add(aliased((AliasEvent) event));
        }
    }

    private void add(YamlNode node) throws BadBlobException {
        if (open.isEmpty()) {
            root = node;
            budget.node();
        } else if (open.peek().add(node)) {
            budget.node();
        }
    }

    private YamlNode named(NodeEvent event, YamlNode node) throws BadBlobException {
        if (event.getAnchor() != null && anchors.putIfAbsent(name(event), node) != null) {
            throw bad("an anchor given twice");
        }
        return node;
    }

    private YamlNode aliased(AliasEvent alias) throws BadBlobException {
        YamlNode node = anchors.get(name(alias));
        if (node == null) {
            throw bad("an alias without anchor");
        }
        return node;
    }

    /** The library lets an anchor be almost any text. */
    private static String name(NodeEvent event) throws BadBlobException {
        String name = event.getAnchor();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 0x80 || !(Character.isLetterOrDigit(c) || c == '-' || c == '_')) {
                throw new BadBlobException(BadReason.YAML_SCANNER, "an anchor with other characters than it may have");
            }
        }
        return name;
    }

    private YamlNode scalar(ScalarEvent event) throws BadBlobException {
        if (surrogatesLikely && event.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED) {
            refuseSurrogates(event);
        }
        String value = event.getValue();
        if (event.getImplicit().canOmitTagInPlainScalar()) {
            return new Scalar(YamlResolver.resolve(value), value);
        }
        return new Scalar(event.getTag() == null ? YamlTag.TEXT : YamlTag.of(event.getTag()), value);
    }

    /** The value would not tell: an escaped pair reads the same as the character that it makes. */
    private void refuseSurrogates(ScalarEvent event) throws BadBlobException {
        int start = event.getStartMark().getIndex();
        int end = event.getEndMark().getIndex();
        chars = text.offsetByCodePoints(chars, start - points);
        points = start;
        if (YamlText.escapesSurrogate(text, chars, text.offsetByCodePoints(chars, end - start))) {
            throw new BadBlobException(BadReason.YAML_SCANNER, "an escaped surrogate");
        }
    }

    private static Open open(CollectionStartEvent event) {
        boolean untagged = event.getImplicit();
        if (event instanceof MappingStartEvent) {
            return new OpenMapping(
                    new Mapping(untagged ? YamlTag.MAPPING : YamlTag.of(event.getTag()), new ArrayList<>()));
        }
        return new OpenSequence(
                new Sequence(untagged ? YamlTag.SEQUENCE : YamlTag.of(event.getTag()), new ArrayList<>()));
    }

    private static BadBlobException bad(String detail) {
        return new BadBlobException(BadReason.YAML_COMPOSER, detail);
    }

    /** A collection whose end has not been seen. */
    private interface Open {
        YamlNode node();

        /** Takes the next node, and says whether it is a value rather than a key. */
        boolean add(YamlNode node);
    }

    private record OpenSequence(Sequence node) implements Open {
        @Override
        public boolean add(YamlNode item) {
            return node.items().add(item);
        }
    }

    private static final class OpenMapping implements Open {
        private final Mapping mapping;
        private YamlNode key;

        OpenMapping(Mapping mapping) {
            this.mapping = mapping;
        }

        @Override
        public YamlNode node() {
            return mapping;
        }

        @Override
        public boolean add(YamlNode next) {
            if (key == null) {
                key = next;
                return false;
            }
            mapping.entries().add(new Entry(key, next));
            key = null;
            return true;
        }
    }
}
