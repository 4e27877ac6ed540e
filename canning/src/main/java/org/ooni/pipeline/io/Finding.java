package org.ooni.pipeline.io;

/**
 * Something stored that is not as it should be.
 *
 * @param file where, as a person would look for it: a path or, below a root, a name
 * @param offset in the file, in bytes, as near to the damage as is known; {@link #NOWHERE} where none says more
 * @param what is wrong: a figure that differs, or the whole of it
 * @param expected the figure; null where {@code what} says everything
 * @param found likewise
 */
public record Finding(String file, long offset, String what, String expected, String found) {
    /** The offset of a finding about a file as a whole. */
    public static final long NOWHERE = -1;

    public static Finding of(String file, String what) {
        return new Finding(file, NOWHERE, what, null, null);
    }

    public static Finding of(String file, long offset, String what) {
        return new Finding(file, offset, what, null, null);
    }

    public static Finding of(String file, String what, Object expected, Object found) {
        return of(file, NOWHERE, what, expected, found);
    }

    public static Finding of(String file, long offset, String what, Object expected, Object found) {
        return new Finding(file, offset, what, String.valueOf(expected), String.valueOf(found));
    }

    @Override
    public String toString() {
        String place = offset == NOWHERE ? file : file + " @" + offset;
        return place + ": " + what + (expected == null ? "" : ": expected " + expected + ", got " + found);
    }
}
