package org.ooni.pipeline.autoclaving.rules;

/**
 * From one value on, up to but not including another.
 *
 * @param from or null
 * @param before or null
 */
public record Range<T extends Comparable<? super T>>(T from, T before) {
    /** Whether a value lies in the range; null, a value that is not known, does not. */
    public boolean contains(T value) {
        return value != null
                && (from == null || value.compareTo(from) >= 0)
                && (before == null || value.compareTo(before) < 0);
    }
}
