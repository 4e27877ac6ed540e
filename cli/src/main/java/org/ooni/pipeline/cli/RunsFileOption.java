package org.ooni.pipeline.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** {@code --runs-file FILE}: where runs are entered. */
final class RunsFileOption {
    private static final Path NAME = Path.of(".pipeline", "runs.jsonl");

    @Option(
            names = "--runs-file",
            paramLabel = "FILE",
            description = "The ledger of runs. Default: .pipeline/runs.jsonl in the root, or without one in that of"
                    + " the cans.")
    private Path given;

    /** Empty where {@code command} names no private directory that it could be in: an archive is mirrored. */
    Optional<Path> of(CommandSpec command) {
        return Optional.ofNullable(given)
                .or(() -> Stream.of("--root", "--canned-root")
                        .map(command::findOption)
                        .flatMap(RunsFileOption::value)
                        .findFirst()
                        .map(directory -> directory.resolve(NAME)));
    }

    private static Stream<Path> value(OptionSpec option) {
        Object value = option == null ? null : option.getValue();
        return value == null || value.toString().isEmpty() ? Stream.empty() : Stream.of(Path.of(value.toString()));
    }
}
