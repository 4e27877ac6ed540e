package org.ooni.pipeline.cli.embedded;

import java.time.Duration;
import java.util.function.Consumer;

/** Says what is being waited for, once, if it takes long. */
final class SlowHint implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Thread timer;

    private SlowHint(Thread timer) {
        this.timer = timer;
    }

    static SlowHint after5Seconds(Consumer<String> hints, String hint) {
        Thread timer = new Thread(
                () -> {
                    try {
                        Thread.sleep(PATIENCE.toMillis());
                        hints.accept(hint);
                    } catch (InterruptedException inTime) {
                        Thread.currentThread().interrupt();
                    }
                },
                "hint");
        timer.setDaemon(true);
        timer.start();
        return new SlowHint(timer);
    }

    @Override
    public void close() {
        timer.interrupt();
    }
}
