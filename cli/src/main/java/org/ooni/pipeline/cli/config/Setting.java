package org.ooni.pipeline.cli.config;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What all commands share, at the outermost level of the file. Every other option has its place in the section of its
 * command, because what it means depends on that.
 */
enum Setting {
    ROOT(true),
    REPORTS_RAW_ROOT(true),
    CANNED_ROOT(true),
    AUTOCLAVED_ROOT(true),
    BRIDGE_DB(true),
    SCRUBBING(true),
    ADMISSION(true),
    POSTGRES(true),
    /** No option: command lines are seen by others. */
    POSTGRES_PASSWORD(true),
    JOBS(false),
    MAX_MEASUREMENT(false),
    LOG_FORMAT(false),
    RUNS_FILE(true),
    METRICS_FILE(false),
    STATSD(false),
    ON_FAILURE(false),
    ON_FAILURE_TIMEOUT(false);

    private final boolean place;

    Setting(boolean place) {
        this.place = place;
    }

    /** As it is written in the file; the option's name without its dashes. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a {@code --root} that is typed stands for it, too: then what is kept belongs to another root. */
    boolean isPlace() {
        return place;
    }

    boolean isSecret() {
        return this == POSTGRES_PASSWORD;
    }

    static Optional<Setting> of(String key) {
        return Stream.of(values()).filter(setting -> setting.key().equals(key)).findFirst();
    }
}
