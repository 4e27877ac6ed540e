package org.ooni.pipeline.sample;

/** What a web_connectivity measurement finds. */
enum WebVerdict {
    OPEN(false, null),
    /** The resolver answers with an address of its own, where a block page or nothing is served. */
    DNS("dns", null),
    /** The resolver denies that the name exists. */
    NO_SUCH_NAME("dns", "dns_lookup_error"),
    TCP("tcp_ip", "generic_timeout_error"),
    HTTP_FAILURE("http-failure", "connection_reset_error"),
    BLOCK_PAGE("http-diff", null),
    /** The site itself is down: the control vantage point fails as well. */
    DOWN(false, "connection_refused_error");

    private final Object blocking;
    private final String failure;

    WebVerdict(Object blocking, String failure) {
        this.blocking = blocking;
        this.failure = failure;
    }

    /** {@code false} or the kind of blocking, as in the test keys. */
    Object blocking() {
        return blocking;
    }

    /** Why no page came, or null. */
    String failure() {
        return failure;
    }

    boolean isPageServed() {
        return failure == null;
    }

    boolean isConnected() {
        return this != NO_SUCH_NAME && this != TCP && this != DOWN;
    }

    boolean isResolvedRightly() {
        return this != DNS && this != NO_SUCH_NAME;
    }

    /**
     * Most sites are fine; where no block page is known, none is served. Where one is known, the second measurement of
     * every report meets it, so that no day is without confirmed blocking.
     */
    static WebVerdict pick(Dice dice, Country country, int number) {
        if (number == 1 && country.blockPage() != null) {
            return BLOCK_PAGE;
        }
        if (dice.below(10) < 6) {
            return OPEN;
        }
        WebVerdict verdict = values()[dice.below(values().length)];
        boolean needsBlockPage = verdict == DNS || verdict == BLOCK_PAGE;
        return needsBlockPage && country.blockPage() == null ? HTTP_FAILURE : verdict;
    }
}
