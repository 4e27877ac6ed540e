package org.ooni.pipeline.cli.help;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * What the user types to start the program: {@code pipeline} in a source tree, {@code ooni-pipeline} where it is
 * installed. The launcher tells it, and help, examples and messages use it.
 */
public final class ProgramName {
    private static final String USUAL = "pipeline";
    private static final Pattern EXAMPLE = Pattern.compile("^(\\s*)" + USUAL + "(?= |$)");

    private ProgramName() {}

    /** The name that the launcher was called by. */
    public static String current() {
        return System.getProperty("pipeline.name", USUAL);
    }

    /** Has the help of {@code line} and of all its commands, with their examples, speak of {@code name}. */
    public static void give(CommandLine line, String name) {
        if (!name.equals(USUAL)) {
            line.setCommandName(name);
            renameExamples(line, name);
        }
    }

    private static void renameExamples(CommandLine line, String name) {
        UsageMessageSpec usage = line.getCommandSpec().usageMessage();
        String replacement = "$1" + Matcher.quoteReplacement(name);
        usage.footer(Arrays.stream(usage.footer())
                .map(example -> EXAMPLE.matcher(example).replaceFirst(replacement))
                .toArray(String[]::new));
        line.getSubcommands().values().forEach(command -> renameExamples(command, name));
    }
}
