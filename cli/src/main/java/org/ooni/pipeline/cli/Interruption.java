package org.ooni.pipeline.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command tidy up when SIGINT or SIGTERM ends the virtual machine, which exits 130 or 143 by itself.
 *
 * <p>The command's thread is interrupted and given a moment to unwind; what must happen in any case (leaving the
 * embedded server) has a shutdown hook of its own.
 */
final class Interruption {
    private static final long GRACE_SECONDS = 5;

    private final Thread worker;
    private final CountDownLatch finished = new CountDownLatch(1);

    private Interruption(Thread worker) {
        this.worker = worker;
    }

    /** Watches over the current thread. */
    static Interruption watch() {
        Interruption interruption = new Interruption(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::interrupt, "interruption"));
        return interruption;
    }

    /** True once the virtual machine is ending: what fails from now on is a consequence, not news. */
    boolean begun() {
        try {
            // Hooks are taken until the first of them is started, and not after.
            Thread probe = new Thread();
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException ending) {
            return true;
        }
    }

    /** The command is over, whatever its outcome. */
    void finished() {
        finished.countDown();
    }

    private void interrupt() {
        if (finished.getCount() == 0) {
            return;
        }
        worker.interrupt();
        try {
            finished.await(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
