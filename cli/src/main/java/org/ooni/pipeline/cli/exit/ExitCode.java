package org.ooni.pipeline.cli.exit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The exit codes of every command; those above 2 are the BSD {@code sysexits} and the shell's 128 + signal. */
public enum ExitCode {
    DONE(0, "done, or nothing to do"),
    FAILED(1, "failed; a schema that is behind or not as it should be, too"),
    USAGE(2, "wrong use of the command line"),
    BAD_INPUT(65, "bad or unreadable input data"),
    CANNOT_WRITE(73, "cannot write"),
    BUSY(75, "busy: another run holds the bucket, or the database"),
    INTERRUPTED(130, "interrupted (Ctrl-C, SIGINT)"),
    TERMINATED(143, "terminated (SIGTERM)");

    private static final List<ExitCode> BY_GRAVITY =
            List.of(DONE, BUSY, BAD_INPUT, CANNOT_WRITE, FAILED, USAGE, INTERRUPTED, TERMINATED);

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    public int number() {
        return number;
    }

    /** Of two outcomes the one that matters more to who has to mend it. */
    public ExitCode orWorse(ExitCode other) {
        return BY_GRAVITY.indexOf(other) > BY_GRAVITY.indexOf(this) ? other : this;
    }

    /** Number to meaning, in the order of {@code --help}. */
    public static Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        for (ExitCode code : values()) {
            meanings.put(Integer.toString(code.number), code.meaning);
        }
        return meanings;
    }
}
