package org.ooni.pipeline.cli.tick;

import java.time.Duration;
import java.util.Set;
import org.ooni.pipeline.cli.state.StageName;

/**
 * @param quietPeriod a file that was changed within it is still being uploaded
 * @param maxWait so long a report waits at most for others to share a can, if its test has no can too many
 * @param stages that are run
 * @param canSize in bytes; the archive knows one, tests have smaller ones
 */
public record TickOptions(Duration quietPeriod, Duration maxWait, Set<StageName> stages, long canSize) {
    public TickOptions {
        stages = Set.copyOf(stages);
    }
}
