package org.ooni.pipeline.centrifugation;

import java.util.Set;

/**
 * What an operator asks of a run beyond its bucket.
 *
 * @param forget names, with the bucket, of files that the archive has lost and that the database is to lose, too
 * @param allowRenumber whether measurements of a changed report get new numbers where the old ones cannot be told
 */
public record CentrifugationOptions(Selection selection, Set<String> forget, boolean allowRenumber) {
    public static final CentrifugationOptions NONE = new CentrifugationOptions(Selection.ALL, Set.of(), false);

    public CentrifugationOptions {
        forget = Set.copyOf(forget);
    }
}
