package org.ooni.pipeline.report;

/** One blob that gives no measurement; the rest of its report goes on. */
public final class BadBlobException extends Exception {
    private static final long serialVersionUID = 1L;

    private final BadReason reason;

    /** The detail is for a reader of logs and tests: it names what was found and never quotes the measurement. */
    public BadBlobException(BadReason reason, String detail) {
        // Bad blobs come by the million in a hostile report, and nobody looks at their stacks.
        super(detail, null, false, false);
        this.reason = reason;
    }

    public BadReason reason() {
        return reason;
    }
}
