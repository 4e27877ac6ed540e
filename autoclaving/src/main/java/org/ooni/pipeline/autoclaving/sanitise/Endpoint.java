package org.ooni.pipeline.autoclaving.sanitise;

/**
 * Where a server listens.
 *
 * @param port {@link #NO_PORT} if the text names none
 */
record Endpoint(Host host, int port) {
    static final int NO_PORT = -1;
}
