package org.ooni.pipeline.centrifugation;

import java.util.SortedMap;

/**
 * What a bucket would give.
 *
 * @param files that were read
 * @param accepted measurements
 * @param refused measurements, for their own or their report's fields
 * @param rows of Feeders, by table; PostgreSQL may refuse some
 * @param failures of Feeders, feeding or erasing, by table
 */
public record RehearsalResult(
        int files, long accepted, long refused, SortedMap<String, Long> rows, SortedMap<String, Long> failures) {}
