package org.ooni.pipeline.metadb;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Reports with the same bytes, of which none was known to be repeated. The first one by name is used.
 *
 * @param textnames two or more
 */
public record RepeatedGroup(ReportContent content, SortedSet<String> textnames) {
    public RepeatedGroup {
        textnames = Collections.unmodifiableSortedSet(new TreeSet<>(textnames));
    }

    public boolean uses(String textname) {
        return textnames.first().equals(textname);
    }
}
