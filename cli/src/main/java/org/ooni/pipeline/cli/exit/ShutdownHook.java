package org.ooni.pipeline.cli.exit;

/** An action for the case that the virtual machine is ended by a signal before {@link #close} is reached. */
public final class ShutdownHook implements AutoCloseable {
    private final Thread hook;

    private ShutdownHook(Thread hook) {
        this.hook = hook;
    }

    /** The action runs in a thread of its own, beside the others that end. */
    public static ShutdownHook running(String name, Runnable action) {
        Thread hook = new Thread(action, name);
        Runtime.getRuntime().addShutdownHook(hook);
        return new ShutdownHook(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // Then the hook is running, which is its purpose.
            return;
        }
    }
}
