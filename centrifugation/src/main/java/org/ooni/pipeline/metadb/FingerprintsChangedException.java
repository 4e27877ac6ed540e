package org.ooni.pipeline.metadb;

import java.sql.SQLException;

/** Somebody has changed the fingerprints past the commands that record a change; nothing was touched. */
public final class FingerprintsChangedException extends SQLException {
    private static final long serialVersionUID = 1L;

    FingerprintsChangedException(String checksum) {
        super("the fingerprints in the database (checksum " + checksum.substring(0, 12)
                + "…) are neither those of this program nor as the last `fingerprints` command left them: look at"
                + " `fingerprints list`; if it is right, run `fingerprints accept`");
    }
}
