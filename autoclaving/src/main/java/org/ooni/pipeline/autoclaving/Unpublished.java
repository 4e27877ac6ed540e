package org.ooni.pipeline.autoclaving;

import org.ooni.pipeline.can.DeletedReports;
import org.ooni.pipeline.can.HeldReports;

/** Reports that may be in cans and must not be in the archive: those that were deleted, and those that are held back. */
record Unpublished(DeletedReports deleted, HeldReports held) {
    boolean contains(String textname) {
        return deleted.contains(textname) || held.contains(textname);
    }
}
