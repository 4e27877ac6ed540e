package org.ooni.pipeline.cli.state;

import java.util.List;

/**
 * How far a stage is with a bucket. Canning counts reports, autoclaving cans, centrifugation files of the archive.
 *
 * @param pending not done yet
 * @param behind done by an older version, in part or whole
 * @param interrupted whether a run that was killed left files half replaced, which the next one completes; something is
 *     pending then
 */
public record StageState(long done, long pending, long behind, List<Trouble> troubles, boolean interrupted) {
    public static final StageState NOTHING = new StageState(0, 0, 0, List.of());

    public StageState {
        pending = interrupted ? Math.max(pending, 1) : pending;
        troubles = List.copyOf(troubles);
    }

    /** Of a stage that nobody has interrupted. */
    public StageState(long done, long pending, long behind, List<Trouble> troubles) {
        this(done, pending, behind, troubles, false);
    }

    public long troubles(Trouble.Kind kind) {
        return troubles.stream().filter(trouble -> trouble.kind() == kind).count();
    }

    public boolean isSettled() {
        return pending == 0 && behind == 0 && troubles.isEmpty();
    }
}
