package org.ooni.pipeline.cli.embedded;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings a server is started with: safe against crashes, reachable from this machine only, sized for a laptop. */
final class ServerSettings {
    private static final List<String> FIXED = List.of(
            "listen_addresses=" + ServerProperties.HOST,
            "unix_socket_directories=",
            // Safety is the default; it is said here because nothing in the data directory shall undo it.
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            // One machine, no replicas: bulk loads write less.
            "wal_level=minimal",
            "max_wal_senders=0",
            "max_wal_size=4GB",
            "shared_buffers=256MB",
            "maintenance_work_mem=128MB",
            "jit=off",
            "timezone=UTC",
            "log_timezone=UTC",
            "log_checkpoints=off",
            "datestyle=ISO,YMD",
            // A command that was killed shall not leave its query running.
            "client_connection_check_interval=2s",
            // Rows and statements may hold what the probes sent: they stay out of the log.
            "log_error_verbosity=terse",
            "log_min_error_statement=panic");

    private ServerSettings() {}

    /** As options of {@code postgres}; none needs quoting. */
    static String options(int port) {
        return Stream.concat(FIXED.stream(), Stream.of("port=" + port))
                .map(setting -> "-c " + setting)
                .collect(Collectors.joining(" "));
    }
}
