package org.ooni.pipeline.cli.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The names inside one server's directory; the package documents them. */
record ServerHome(Path directory) {
    /** Relative names: the tools run inside the directory, so that no shell ever sees a path of the user's. */
    static final String DATA = "data";

    static final String UNFINISHED = "data.new";
    static final String LOG = "server.log";

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    static ServerHome create(Path directory) throws IOException {
        Path absolute = directory.toAbsolutePath().normalize();
        if (!Files.isDirectory(absolute)) {
            if (absolute.getParent() != null) {
                Files.createDirectories(absolute.getParent());
            }
            Files.createDirectories(absolute, OWNER_ONLY_DIRECTORY);
        }
        return new ServerHome(absolute);
    }

    Path data() {
        return directory.resolve(DATA);
    }

    Path unfinished() {
        return directory.resolve(UNFINISHED);
    }

    Path log() {
        return directory.resolve(LOG);
    }

    Path properties() {
        return directory.resolve("server.properties");
    }

    Path startLock() {
        return directory.resolve("start.lock");
    }

    Path usersLock() {
        return directory.resolve("users.lock");
    }
}
