package org.ooni.pipeline.cli.tick;

import java.time.Duration;
import java.time.Instant;

/**
 * When a tick has done enough. A stage that is running is not cut short.
 *
 * @param maxBuckets that are finished; those that others work on, and those that fail, are not counted
 * @param maxDuration after it no stage is begun; null for none
 */
public record TickLimits(int maxBuckets, Duration maxDuration) {
    Instant deadline(Instant start) {
        return maxDuration == null ? Instant.MAX : start.plus(maxDuration);
    }
}
