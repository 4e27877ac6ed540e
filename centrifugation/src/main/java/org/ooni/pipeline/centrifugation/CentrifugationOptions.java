package org.ooni.pipeline.centrifugation;

import java.util.Set;

/**
 * What an operator asks of a run beyond its bucket.
 *
 * @param forget names, with the bucket, of files that the archive has lost and that the database is to lose, too
 * @param allowRenumber whether measurements of a changed report get new numbers where the old ones cannot be told
 * @param again whether all tables of the selected files are made again, also of those that are done
 */
public record CentrifugationOptions(Selection selection, Set<String> forget, boolean allowRenumber, boolean again) {
    public static final CentrifugationOptions NONE = new CentrifugationOptions(Selection.ALL, Set.of(), false);

    /** Without asking for anything to be made again. */
    public CentrifugationOptions(Selection selection, Set<String> forget, boolean allowRenumber) {
        this(selection, forget, allowRenumber, false);
    }

    /** That all tables of the selected files are made again. */
    public static CentrifugationOptions again(Selection selection) {
        return new CentrifugationOptions(selection, Set.of(), false, true);
    }

    public CentrifugationOptions {
        forget = Set.copyOf(forget);
    }
}
