package org.ooni.pipeline.cli.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.ooni.pipeline.cli.exit.CommandException;

/**
 * The file of passwords that the JDBC driver reads ({@code PGPASSFILE}, by default {@code ~/.pgpass}).
 *
 * <p>The driver does not look at its mode. libpq ignores a file that others may read, with a warning; here it ends
 * the command, because the driver cannot be told to ignore it.
 */
record PasswordFile(Path file) {
    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    static PasswordFile of(Map<String, String> environment, Path userHome) {
        String named = environment.getOrDefault("PGPASSFILE", "").strip();
        return new PasswordFile(named.isEmpty() ? userHome.resolve(".pgpass") : Path.of(named));
    }

    void check() {
        if (!Files.isRegularFile(file)) {
            return;
        }
        try {
            Set<PosixFilePermission> permissions = EnumSet.copyOf(OF_OTHERS);
            permissions.retainAll(Files.getPosixFilePermissions(file));
            if (!permissions.isEmpty()) {
                throw CommandException.usage("The password file " + file + " may be read or changed by other users;"
                        + " make it yours alone: chmod 600 " + file);
            }
        } catch (IOException e) {
            throw CommandException.usage("The password file " + file + " cannot be examined: " + e.getMessage());
        }
    }
}
