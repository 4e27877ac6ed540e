package org.ooni.pipeline.cli.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A run of a command, while it lasts. Belongs to one thread. */
final class Run {
    private static final int FAILURES_KEPT = 100;

    private final String id;
    private final String command;
    private final List<String> arguments;
    private final Instant start;
    private final Map<String, StageTotals> stages = new LinkedHashMap<>();
    private final List<BucketFailure> failures = new ArrayList<>();
    private End end;

    /** One that did not go through. */
    record BucketFailure(String bucket, String stage, int exit, String error) {}

    /**
     * How it ended.
     *
     * @param exit empty if by a signal
     * @param message why, or null if the exit code is all there is to say
     */
    record End(Instant time, OptionalInt exit, String message) {
        boolean isSuccess() {
            return exit.orElse(1) == 0;
        }
    }

    /** @param arguments without secrets */
    Run(String command, List<String> arguments, Instant start) {
        this.id = start + "/" + ProcessHandle.current().pid();
        this.command = command;
        this.arguments = List.copyOf(arguments);
        this.start = start;
    }

    StageTotals stage(String name) {
        return stages.computeIfAbsent(name, key -> new StageTotals());
    }

    void add(BucketFailure failure) {
        stage(failure.stage()).addFailure();
        if (failures.size() < FAILURES_KEPT) {
            failures.add(failure);
        }
    }

    void end(End how) {
        end = how;
    }

    /** Unlike that of any other run of this machine. */
    String id() {
        return id;
    }

    /** Its words, as {@code db gc}. */
    String command() {
        return command;
    }

    List<String> arguments() {
        return arguments;
    }

    Instant start() {
        return start;
    }

    /** In the order of their first bucket. */
    Map<String, StageTotals> stages() {
        return stages;
    }

    /** The first hundred. */
    List<BucketFailure> failures() {
        return failures;
    }

    /** Null before it. */
    End end() {
        return end;
    }
}
