package org.ooni.pipeline.cli;

import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The commands that there are, so that no test forgets one. */
final class CommandTree {
    private CommandTree() {}

    /** All commands, groups of commands and the program itself, by their names without the program's. */
    static Stream<String> all() {
        return names(line(), "");
    }

    /** Those that do something by themselves. */
    static Stream<String> leaves() {
        return all().filter(name -> command(name).getSubcommands().isEmpty());
    }

    private static Stream<String> names(CommandLine line, String name) {
        Stream<String> below = line.getSubcommands().entrySet().stream()
                .filter(command ->
                        !command.getValue().getCommandSpec().usageMessage().hidden())
                .flatMap(command -> names(command.getValue(), (name + " " + command.getKey()).strip()));
        return Stream.concat(Stream.of(name), below);
    }

    /** A command of a program of its own: what is parsed is seen by nobody else. */
    static CommandLine command(String name) {
        CommandLine line = line();
        for (String word : name.isEmpty() ? new String[0] : name.split(" ")) {
            line = line.getSubcommands().get(word);
        }
        return line;
    }

    static CommandLine line() {
        return Main.commandLine(new Failures(() -> false), Map.of("OOPIPE_CONFIG", ""));
    }
}
