package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ooni.pipeline.cli.walkthrough.Anchors;
import org.ooni.pipeline.cli.walkthrough.Block;
import org.ooni.pipeline.cli.walkthrough.PipelineCalls;
import picocli.CommandLine;

/** What all pages of the documentation have in common. */
class DocumentationTest {
    private static final String SYNOPSES = "Commands";

    static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("../README.md")));
        try (Stream<Path> docs = Files.list(Path.of("../docs"))) {
            docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages;
    }

    private static CommandLine pipeline() {
        return Main.commandLine(new Failures(() -> false), Map.of("OOPIPE_CONFIG", ""));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(Path page) throws IOException {
        for (Anchors.Link link : Anchors.links(Files.readAllLines(page))) {
            Path target = link.page().isEmpty() ? page : page.resolveSibling(link.page());
            assertThat(target).as(page + ", line " + link.line()).exists();
            if (!link.anchor().isEmpty()) {
                assertThat(Anchors.of(Files.readAllLines(target)))
                        .as(page + ", line " + link.line())
                        .contains(link.anchor());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandThatIsShownIsOne(Path page) throws IOException {
        Set<String> commands = pipeline().getSubcommands().keySet();
        for (Block block : Block.of(Files.readAllLines(page))) {
            if (block.heading().equals(SYNOPSES)) {
                continue;
            }
            String text = block.text().replaceAll("(?m)^\\$ ", "");
            for (List<String> call : PipelineCalls.of(text, commands)) {
                assertThatCode(() -> pipeline().parseArgs(call.toArray(String[]::new)))
                        .as(page + ", line " + block.line() + ": " + call)
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void callsAreFoundByEveryName() {
        assertThat(PipelineCalls.of("""
                        0 3 * * *  ooni  /usr/bin/ooni-pipeline run --bucket "$(date -u -d yesterday +\\%F)" # nightly
                        sudo -u ooni-pipeline ooni-pipeline status
                        x=$(bin/pipeline cat --root demo 2>/dev/null | jq -r .id) && pipeline \\
                          sql 'SELECT 1;' > out
                        systemctl start ooni-pipeline.timer
                        A=b bin/pipeline statsu
                        """, Set.of("run", "status", "cat", "sql")))
                .containsExactly(
                        List.of("run", "--bucket", "$(date -u -d yesterday +%F)"),
                        List.of("status"),
                        List.of("cat", "--root", "demo"),
                        List.of("sql", "SELECT 1;"),
                        List.of("statsu"));
    }

    @Test
    void theListOfCommandsIsWhole() throws IOException {
        List<Block> blocks = Block.of(Files.readAllLines(Path.of("../docs/operating.md")));
        String list = blocks.stream()
                .filter(block -> block.heading().equals(SYNOPSES))
                .findFirst()
                .orElseThrow()
                .text();
        for (CommandLine command : leaves(pipeline())) {
            String name = command.getCommandSpec().qualifiedName();
            List<String> synopses = synopses(list, name);
            assertThat(synopses).as(name).isNotEmpty();
            assertThat(command.getCommandSpec().optionsMap().keySet())
                    .as(name)
                    .containsAll(options(String.join(" ", synopses)));
        }
    }

    private static List<CommandLine> leaves(CommandLine command) {
        if (command.getSubcommands().isEmpty()) {
            return List.of(command);
        }
        return command.getSubcommands().values().stream()
                .flatMap(sub -> leaves(sub).stream())
                .toList();
    }

    /** With the lines that go on, which are indented. A name may be one of several: {@code a|b|c}. */
    private static List<String> synopses(String list, String name) {
        String group = name.substring(0, name.lastIndexOf(' '));
        String last = name.substring(name.lastIndexOf(' ') + 1);
        return Pattern.compile("(?m)^bin/" + group + " (?:\\S+\\|)*" + last + "(?:\\|\\S+)*(?= |$).*(?:\n .*)*")
                .matcher(list)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static TreeSet<String> options(String synopsis) {
        TreeSet<String> options = new TreeSet<>();
        Pattern.compile("--[a-z-]+").matcher(synopsis).results().forEach(option -> options.add(option.group()));
        return options;
    }
}
