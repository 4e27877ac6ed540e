package org.ooni.pipeline.cli.state;

import java.util.Locale;

/** The three stages, in the order of the data. */
public enum StageName {
    CANNING,
    AUTOCLAVING,
    CENTRIFUGATION;

    /** As the command is called. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
