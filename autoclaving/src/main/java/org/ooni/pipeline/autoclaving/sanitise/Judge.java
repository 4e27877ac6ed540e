package org.ooni.pipeline.autoclaving.sanitise;

/** Decides which of the tokens of a text go. */
interface Judge {
    /**
     * @param port {@link Endpoint#NO_PORT} if none follows the address
     * @param bracketed whether it is IPv6 in brackets
     */
    boolean address(Host host, int port, boolean bracketed);

    /** @param from where 40 hex digits, and maybe more, begin; others may stand before them */
    boolean fingerprint(String text, int from);

    default Judge or(Judge other) {
        Judge self = this;
        return new Judge() {
            @Override
            public boolean address(Host host, int port, boolean bracketed) {
                return self.address(host, port, bracketed) || other.address(host, port, bracketed);
            }

            @Override
            public boolean fingerprint(String text, int from) {
                return self.fingerprint(text, from) || other.fingerprint(text, from);
            }
        };
    }
}
