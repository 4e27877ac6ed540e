package org.ooni.pipeline.centrifugation;

import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** Archive and database disagree in a way that this run does not mend; nothing was changed. */
public final class IngestRefusedException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int NAMED = 20;

    /** In which way. */
    public enum Reason {
        VANISHED("in the database but not in the index any more (--forget takes a file out of the database)"),
        STILL_INDEXED("to be forgotten but still in the index: remove it from the archive first"),
        FROM_THE_FUTURE("written into the database by a newer program: use that one"),
        OF_NO_VERSION("of a code version that no program has"),
        RENUMBERED("changed in a way that leaves open which measurement is which (--allow-renumber gives new numbers)");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }

    private final Reason reason;
    private final transient List<String> files;

    IngestRefusedException(Reason reason, Collection<String> files) {
        super(message(reason, files));
        this.reason = reason;
        this.files = List.copyOf(files);
    }

    private static String message(Reason reason, Collection<String> files) {
        String names = String.join(", ", files.stream().limit(NAMED).toList());
        String more = files.size() > NAMED ? " and " + (files.size() - NAMED) + " more" : "";
        return files.size() + (files.size() == 1 ? " file " : " files ") + reason.text + ": " + names + more;
    }

    public Reason reason() {
        return reason;
    }

    public List<String> files() {
        return files;
    }
}
