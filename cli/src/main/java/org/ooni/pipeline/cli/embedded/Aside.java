package org.ooni.pipeline.cli.embedded;

/** Runs what must not be cut short by an interrupt, which also closes files under the hands of its thread. */
final class Aside {
    private Aside() {}

    /** Returns when the action is done; an interrupt that comes meanwhile is kept for the caller. */
    static void run(String name, Runnable action) {
        Thread thread = new Thread(action, name);
        thread.start();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
