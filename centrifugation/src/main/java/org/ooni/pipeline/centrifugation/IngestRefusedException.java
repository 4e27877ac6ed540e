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
        VANISHED("in the database but not in the index any more"),
        FROM_THE_FUTURE("written into the database by a newer program: use that one"),
        CHANGED("changed since the ingest, and taking up changes is not possible yet"),
        OUTDATED("marked for rewriting or written by an older program, and rewriting is not possible yet");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }

    private final Reason reason;
    private final List<String> files;

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
