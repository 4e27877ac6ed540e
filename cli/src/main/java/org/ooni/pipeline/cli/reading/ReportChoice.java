package org.ooni.pipeline.cli.reading;

import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Whether a report is wanted, which its first measurement tells. One thread decides, others may wait for it.
 * Thread-safe.
 */
final class ReportChoice {
    private final CompletableFuture<Boolean> choice = new CompletableFuture<>();

    static ReportChoice of(boolean wanted) {
        ReportChoice made = new ReportChoice();
        made.decide(wanted);
        return made;
    }

    /** The first word counts. */
    void decide(boolean wanted) {
        choice.complete(wanted);
    }

    boolean isRefused() {
        return !choice.getNow(true);
    }

    /** Waits for the decision. */
    boolean isWanted() throws InterruptedIOException {
        try {
            return choice.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a choice cannot fail", e);
        }
    }
}
