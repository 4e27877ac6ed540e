package org.ooni.pipeline.cli.help;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The man page of one command, made of what {@code --help} is made of. */
final class ManPage {
    private static final int ONE_LINE = 10_000;

    private final CommandSpec command;
    private final UsageMessageSpec usage;
    private final Help help;

    ManPage(CommandLine line) {
        command = line.getCommandSpec();
        usage = command.usageMessage().autoWidth(false).width(ONE_LINE);
        help = new Help(command, Help.defaultColorScheme(Ansi.OFF));
    }

    /** {@code ooni-pipeline-db-info}, the name of the page. */
    String name() {
        return nameOf(command);
    }

    /** The page in roff. */
    String text(String date, String version) {
        Roff roff = Roff.page(name(), date, version);
        roff.section("NAME").paragraph(name() + " - " + summary());
        String program = command.qualifiedName();
        roff.section("SYNOPSIS")
                .synopsis(
                        program,
                        help.synopsis(0).strip().replaceFirst(program, "").strip());
        roff.section("DESCRIPTION");
        plain(usage.description()).forEach(roff::paragraph);
        arguments(roff);
        commands(roff);
        roff.section("EXIT STATUS");
        usage.exitCodeList().forEach(roff::item);
        roff.section("EXAMPLES").example(plain(usage.footer()));
        roff.section("SEE ALSO").references(related());
        return roff.toString();
    }

    private void arguments(Roff roff) {
        List<PositionalParamSpec> parameters = command.positionalParameters();
        if (!parameters.isEmpty()) {
            roff.section("ARGUMENTS");
            parameters.forEach(parameter -> roff.item(label(parameter).strip(), words(parameter)));
        }
        roff.section("OPTIONS");
        command.options().stream()
                .filter(option -> !option.hidden())
                .forEach(option -> roff.item(names(option) + label(option), words(option)));
    }

    private void commands(Roff roff) {
        if (!command.subcommands().isEmpty()) {
            roff.section("COMMANDS");
            visible(command).forEach(below -> roff.item(below.name(), new ManPage(below.commandLine()).summary()));
        }
    }

    private String summary() {
        List<String> lines = plain(usage.description());
        return lines.get(0).replaceFirst("\\.$", "");
    }

    private List<String> related() {
        List<String> names = new ArrayList<>();
        for (CommandSpec above = command.parent(); above != null; above = above.parent()) {
            names.add(nameOf(above));
        }
        visible(command).map(ManPage::nameOf).forEach(names::add);
        if (names.isEmpty()) {
            names.add(name());
        }
        return names;
    }

    private static Stream<CommandSpec> visible(CommandSpec command) {
        return command.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(below -> !below.usageMessage().hidden());
    }

    private static String nameOf(CommandSpec command) {
        return command.qualifiedName("-");
    }

    private static String names(OptionSpec option) {
        return String.join(", ", option.names());
    }

    private String label(ArgSpec argument) {
        return help.parameterLabelRenderer()
                .renderParameterLabel(argument, Ansi.OFF, List.of())
                .toString();
    }

    private static String words(ArgSpec argument) {
        return String.join(" ", plain(argument.description()));
    }

    /** Lines as picocli prints them: formatted, without its marks for colours. */
    private static List<String> plain(String[] lines) {
        return Arrays.stream(lines)
                .map(line -> Ansi.OFF.string(String.format(line)))
                .flatMap(String::lines)
                .toList();
    }
}
