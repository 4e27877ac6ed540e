package org.ooni.pipeline.report;

import java.util.ArrayList;
import java.util.List;
import org.ooni.pipeline.report.YamlNode.Entry;
import org.ooni.pipeline.report.YamlNode.Mapping;
import org.ooni.pipeline.report.YamlNode.Sequence;

/**
 * Merge keys: {@code <<: other} or {@code <<: [first, second]} bring in the entries of other mappings (normalisation
 * rules §2.7). A later entry overrides an earlier one, so the mapping's own entries come last and those of the first
 * merged mapping behind those of the second.
 */
final class YamlMerge {
    private final YamlBudget budget;

    YamlMerge(YamlBudget budget) {
        this.budget = budget;
    }

    /** The entries of a mapping inside of {@code open} collections, merged ones included, in the order of overriding. */
    List<Entry> flatten(Mapping mapping, int open) throws BadBlobException {
        if (mapping.entries().stream().noneMatch(YamlMerge::isMerge)) {
            return mapping.entries();
        }
        List<Entry> entries = new ArrayList<>();
        for (Entry entry : mapping.entries()) {
            if (isMerge(entry)) {
                bringIn(entry.value(), entries, open + 1);
            }
        }
        for (Entry entry : mapping.entries()) {
            if (!isMerge(entry)) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private void bringIn(YamlNode merged, List<Entry> entries, int open) throws BadBlobException {
        if (!(merged instanceof Sequence sequence)) {
            bringInMapping(merged, entries, open);
            return;
        }
        for (int i = sequence.items().size() - 1; i >= 0; i--) {
            bringInMapping(sequence.items().get(i), entries, open);
        }
    }

    private void bringInMapping(YamlNode merged, List<Entry> entries, int open) throws BadBlobException {
        if (!(merged instanceof Mapping mapping)) {
            throw new BadBlobException(BadReason.YAML_CONSTRUCTOR, "a merge of something else than mappings");
        }
        YamlBudget.depth(open);
        List<Entry> more = flatten(mapping, open);
        budget.merged(more.size());
        entries.addAll(more);
    }

    private static boolean isMerge(Entry entry) {
        return entry.key().tag() == YamlTag.MERGE;
    }
}
