package org.ooni.pipeline.cli.watch;

import java.io.IOException;
import java.util.Map;

/** Somebody who wants to know of a run. What it throws becomes a warning. */
interface Watcher {
    default void begun(Run run) throws IOException {}

    /** @param counts of this bucket; empty if it failed */
    default void bucket(Run run, String stage, Map<String, Object> counts) throws IOException {}

    default void ended(Run run) throws IOException {}
}
