package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ooni.pipeline.cli.exit.ExitCode;

/** What holds of every command that there is, found by walking their tree. */
class EveryCommandTest {
    /** They print what is no data, or JSON in any case, or have a format of their own. */
    private static final Set<String> WITHOUT_JSON = Set.of(
            "demo",
            "cat",
            "show",
            "sql",
            "db migrate",
            "db rollback",
            "db baseline",
            "fingerprints add",
            "fingerprints remove",
            "fingerprints checksum",
            "fingerprints accept");

    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+)");

    static Stream<String> all() {
        return CommandTree.all();
    }

    static Stream<String> leaves() {
        return CommandTree.leaves();
    }

    /** What {@code --help} shows as examples, one a command line. */
    private static List<String> examples(String command) {
        String footer = Arrays.stream(CommandTree.command(command)
                        .getCommandSpec()
                        .usageMessage()
                        .footer())
                .collect(Collectors.joining("\n"))
                .replace("%n", "\n")
                .replace("%%", "%");
        return footer.replaceAll("\\\\\n *", "")
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("pipeline "))
                .toList();
    }

    @ParameterizedTest(name = "pipeline {0}")
    @MethodSource("all")
    void helpHasExamplesOfTheCommandAndExitCodes(String command) {
        CommandRun help = CommandRun.of((Object[]) (command + " --help").strip().split(" "));

        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("Examples:", "Exit codes:");
        assertThat(help.out().lines().filter(line -> line.startsWith("  pipeline ")))
                .as("no example is broken into two lines")
                .allMatch(line -> line.chars().filter(c -> c == '"').count() % 2 == 0);
        assertThat(examples(command))
                .as("examples of it")
                .anyMatch(example -> (example + " ").startsWith(("pipeline " + command).strip() + " "));
        for (ExitCode code : ExitCode.values()) {
            assertThat(help.out()).containsPattern("(?m)^ +" + code.number() + " +\\S");
        }
    }

    @ParameterizedTest(name = "pipeline {0}")
    @MethodSource("all")
    void examplesAreUnderstood(String command) {
        for (String example : examples(command)) {
            String[] words = words(example);
            assertThat(CommandTree.line().parseArgs(words).errors()).as(example).isEmpty();
        }
    }

    /** What a shell makes of a command line, up to where the command ends. */
    private static String[] words(String example) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(example.substring("pipeline ".length()));
        while (matcher.find()) {
            String plain = matcher.group(3);
            if (plain != null && (plain.equals("|") || plain.startsWith(">") || plain.equals("#"))) {
                break;
            }
            words.add(plain != null ? plain : matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
        }
        return words.toArray(String[]::new);
    }

    @ParameterizedTest(name = "pipeline {0}")
    @MethodSource("all")
    void wrongUseIsToldWithTheCommandWhoseHelpTells(String command) {
        String example = examples(command).stream()
                .filter(line -> (line + " ").startsWith(("pipeline " + command).strip() + " "))
                .findFirst()
                .orElseThrow();
        Object[] words = Stream.concat(Stream.of(words(example)), Stream.of("--no-such-option"))
                .toArray();
        CommandRun wrong = CommandRun.of(words);

        assertThat(wrong.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err()).contains("--no-such-option").contains("Try 'pipeline ", " --help'.");
    }

    /** A new command has the option, or its place in the list. */
    @Test
    void commandsThatPrintDataPrintItAsJsonToo() {
        Set<String> without = leaves().filter(command -> !CommandTree.command(command)
                        .getCommandSpec()
                        .optionsMap()
                        .containsKey("--json"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(without).containsExactlyInAnyOrderElementsOf(WITHOUT_JSON);
    }
}
