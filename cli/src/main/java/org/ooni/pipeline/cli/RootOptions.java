package org.ooni.pipeline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.ooni.pipeline.autoclaving.admission.AdmissionRules;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.cli.exit.ExitCode;
import picocli.CommandLine.Option;

/**
 * {@code --root DIR}: the one directory that stands for all the others, laid out as in formats §1.
 *
 * <p>A command mixes this in once, and beside it the single directories that it uses; each of them may be
 * given by an option of its own.
 */
final class RootOptions {
    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = {
                "Stands for DIR/reports-raw, DIR/canned, DIR/autoclaved, DIR/bridge_db.json, DIR/scrubbing.yaml,"
                        + " DIR/admission.yaml and the embedded database in DIR/metadb.",
                "Default: the variable OOPIPE_ROOT, or the root of pipeline.yaml."
            })
    private String root;

    /** Empty when it is neither given nor kept. */
    Optional<Path> root() {
        return root == null || root.isEmpty() ? Optional.empty() : Optional.of(Path.of(root));
    }

    private Path orUnder(Path given, String option, String name) {
        if (given != null) {
            return given;
        }
        return root().map(dir -> dir.resolve(name))
                .orElseThrow(() -> CommandException.usage("Where is " + name + "? Give --root DIR or " + option + "."));
    }

    /** A directory that a command reads from; that there is none is more likely a mistake than a day without data. */
    static Path existing(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new CommandException(ExitCode.BAD_INPUT, "there is no directory " + directory);
        }
        return directory;
    }

    /** {@code --reports-raw-root DIR}. */
    static final class ReportsRaw {
        @Option(names = "--reports-raw-root", paramLabel = "DIR", description = "The raw reports, instead of --root's.")
        private Path given;

        Path of(RootOptions root) {
            return root.orUnder(given, "--reports-raw-root DIR", "reports-raw");
        }

        /** Empty when the command line names none. */
        Optional<Path> ifGiven(RootOptions root) {
            return Optional.ofNullable(given).or(() -> root.root().map(dir -> dir.resolve("reports-raw")));
        }
    }

    /** {@code --canned-root DIR}. */
    static final class Canned {
        @Option(names = "--canned-root", paramLabel = "DIR", description = "The cans (private), instead of --root's.")
        private Path given;

        Path of(RootOptions root) {
            return root.orUnder(given, "--canned-root DIR", "canned");
        }

        /** Empty when the command line names none. */
        Optional<Path> ifGiven(RootOptions root) {
            return Optional.ofNullable(given).or(() -> root.root().map(dir -> dir.resolve("canned")));
        }
    }

    /** {@code --autoclaved-root DIR}. */
    static final class Autoclaved {
        @Option(
                names = "--autoclaved-root",
                paramLabel = "DIR",
                description = "The archive (public), instead of --root's.")
        private Path given;

        Path of(RootOptions root) {
            return root.orUnder(given, "--autoclaved-root DIR", "autoclaved");
        }

        /** Empty when the command line names none. */
        Optional<Path> ifGiven(RootOptions root) {
            return Optional.ofNullable(given).or(() -> root.root().map(dir -> dir.resolve("autoclaved")));
        }
    }

    /** {@code --bridge-db FILE}. */
    static final class BridgeDb {
        @Option(
                names = "--bridge-db",
                paramLabel = "FILE",
                description = "The known Tor bridges (private), instead of --root's. A file with {} is the way to"
                        + " have none.")
        private Path given;

        Path of(RootOptions root) {
            return root.orUnder(given, "--bridge-db FILE", "bridge_db.json");
        }
    }

    /** {@code --scrubbing FILE}. */
    static final class Scrubbing {
        @Option(
                names = "--scrubbing",
                paramLabel = "FILE",
                description = "Rules on what else is not to be published, instead of --root's scrubbing.yaml, which may"
                        + " be absent.")
        private Path given;

        /** The given file, which must exist, or else the one under the root if it does. */
        Optional<Path> of(RootOptions root) {
            if (given != null && !Files.exists(given)) {
                throw CommandException.usage("--scrubbing: there is no " + given + ".");
            }
            return Optional.ofNullable(given)
                    .or(() -> root.root()
                            .map(dir -> dir.resolve("scrubbing.yaml"))
                            .filter(Files::exists));
        }
    }

    /** {@code --admission FILE}. */
    static final class Admission {
        @Option(
                names = "--admission",
                paramLabel = "FILE",
                description =
                        "Rules on which reports are not to be published, instead of --root's admission.yaml, which"
                                + " may be absent.")
        private Path given;

        /** Those of the given file, which must exist, or else of the one under the root if it does. */
        AdmissionRules rules(RootOptions root) throws IOException {
            if (given != null && !Files.exists(given)) {
                throw CommandException.usage("--admission: there is no " + given + ".");
            }
            Optional<Path> file = Optional.ofNullable(given)
                    .or(() -> root.root()
                            .map(dir -> dir.resolve("admission.yaml"))
                            .filter(Files::exists));
            return file.isPresent() ? AdmissionRules.read(file.get()) : AdmissionRules.none();
        }
    }
}
