package org.ooni.pipeline.cli.stage;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.ooni.pipeline.io.Progress;

/** Shows how far a stage is with its input, in bytes: a bar on a terminal, nothing elsewhere. */
public final class ProgressDisplay {
    private static final long MEGABYTE = 1_000_000;
    private static final int MILLIS = 250;

    private final boolean terminal;

    /** @param terminal whether standard error is one */
    public ProgressDisplay(boolean terminal) {
        this.terminal = terminal;
    }

    /** A display of one task; closing it removes it. */
    public interface Bar extends Progress, AutoCloseable {
        @Override
        void close();
    }

    public Bar open(String task, long totalBytes) {
        return terminal && totalBytes > 0 ? new TerminalBar(task, totalBytes) : new Silent();
    }

    private static final class Silent implements Bar {
        @Override
        public void advance(long bytes) {
            // Nobody is looking.
        }

        @Override
        public void close() {
            // Nothing to remove.
        }
    }

    private static final class TerminalBar implements Bar {
        private final ProgressBar bar;

        TerminalBar(String task, long totalBytes) {
            bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(totalBytes)
                    .setUnit(" MB", MEGABYTE)
                    .setUpdateIntervalMillis(MILLIS)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setConsumer(new me.tongfei.progressbar.ConsoleProgressBarConsumer(System.err))
                    .clearDisplayOnFinish()
                    .build();
        }

        @Override
        public void advance(long bytes) {
            bar.stepBy(bytes);
        }

        @Override
        public void close() {
            bar.close();
        }
    }
}
