package org.ooni.pipeline.cli.watch;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.ooni.pipeline.cli.exit.ExitCode;

/** {@code --on-failure}: a command for the shell, told by variables what has failed. */
record FailureCommand(String shell, Duration patience) implements Watcher {
    private static final int LONGEST = 8000;

    /** Not after a signal, which somebody sent, and not because another run is at it. */
    private static boolean matters(Run.End end) {
        return end.exit().isPresent() && !end.isSuccess() && end.exit().getAsInt() != ExitCode.BUSY.number();
    }

    @Override
    public void ended(Run run) throws IOException {
        if (!matters(run.end())) {
            return;
        }
        // What it prints is for people; standard output is the run's.
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "exec 1>&2\n" + shell)
                .redirectInput(new File("/dev/null"))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(variables(run));
        await(builder.start());
    }

    private void await(Process process) throws IOException {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                List<ProcessHandle> below = process.descendants().toList();
                process.destroyForcibly();
                below.forEach(ProcessHandle::destroyForcibly);
                throw new IOException("--on-failure: ended, because it took longer than " + patience.toSeconds()
                        + " s (--on-failure-timeout)");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("--on-failure: interrupted", e);
        }
        if (process.exitValue() != 0) {
            throw new IOException("--on-failure: the command exited with " + process.exitValue());
        }
    }

    private static Map<String, String> variables(Run run) {
        String message = run.end().message() != null
                ? run.end().message()
                : run.failures().stream()
                        .map(failure -> failure.bucket() + " " + failure.stage() + ": " + failure.error())
                        .collect(Collectors.joining("\n"));
        String text = message.replace("\0", "");
        return Map.of(
                "PIPELINE_RUN", run.id(),
                "PIPELINE_COMMAND", run.command(),
                "PIPELINE_EXIT", Integer.toString(run.end().exit().orElse(1)),
                // A zero byte would end the variable, and a variable that is too long the whole.
                "PIPELINE_MESSAGE", text.substring(0, Math.min(text.length(), LONGEST)),
                "PIPELINE_BUCKETS",
                        run.failures().stream()
                                .map(Run.BucketFailure::bucket)
                                .distinct()
                                .collect(Collectors.joining(" ")));
    }
}
