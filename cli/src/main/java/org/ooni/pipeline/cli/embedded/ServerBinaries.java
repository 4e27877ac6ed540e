package org.ooni.pipeline.cli.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.cli.exit.ExitCode;

/**
 * PostgreSQL's programs for this platform, unpacked once for each user and version.
 *
 * <p>They lie in {@code $XDG_CACHE_HOME/ooni-pipeline} (default {@code ~/.cache/ooni-pipeline}), and may be deleted
 * whenever no server runs.
 *
 * @param directory holds {@code bin}, {@code lib} and {@code share}
 * @param version as in {@code 18.6.0}
 */
record ServerBinaries(Path directory, String version) {

    /** Unpacks them if this was not done before; safe against others who do the same, and against being killed. */
    static ServerBinaries unpacked(Map<String, String> environment) throws IOException {
        String version = bundledVersion();
        String platform = platform();
        Path cache = cache(environment);
        ServerBinaries binaries = new ServerBinaries(cache.resolve("postgres-" + version + "-" + platform), version);
        if (!Files.isDirectory(binaries.directory)) {
            try {
                Files.createDirectories(cache);
                binaries.unpack("/postgres-" + platform + ".txz");
            } catch (IOException e) {
                throw new CommandException(
                        ExitCode.CANNOT_WRITE,
                        "Cannot unpack the PostgreSQL server into " + cache + " (" + e + "). The variable"
                                + " XDG_CACHE_HOME may name another directory.",
                        e);
            }
        }
        return binaries;
    }

    /** 18 for {@code 18.6.0}; data directories are compatible within it. */
    String major() {
        return version.substring(0, version.indexOf('.'));
    }

    @SuppressWarnings("try")
    private void unpack(String archive) throws IOException {
        try (OsLock lock = OsLock.exclusive(directory.resolveSibling("unpacking.lock"))) {
            if (Files.isDirectory(directory)) {
                return;
            }
            Path unfinished = directory.resolveSibling(directory.getFileName() + ".new");
            FileTrees.delete(unfinished);
            try (InputStream in = ServerBinaries.class.getResourceAsStream(archive)) {
                if (in == null) {
                    throw unavailable(archive);
                }
                new TarXz(unfinished).unpack(in);
            }
            Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static CommandException unavailable(String archive) {
        return new CommandException(
                ExitCode.FAILED,
                "This build brings no PostgreSQL server for the machine at hand (" + archive + " is not in it). Build"
                        + " it here, or give --postgres DSN.");
    }

    private static Path cache(Map<String, String> environment) {
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        // A relative path is invalid there and to be ignored, says its specification.
        Path base = xdg.startsWith("/") ? Path.of(xdg) : Path.of(System.getProperty("user.home"), ".cache");
        return base.resolve("ooni-pipeline");
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String machine = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        return system + "-" + machine;
    }

    /** The version that this build brings. */
    static String bundledVersion() {
        Properties build = new Properties();
        try (InputStream in = ServerBinaries.class.getResourceAsStream("version.properties")) {
            build.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return build.getProperty("postgres");
    }
}
