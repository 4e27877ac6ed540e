package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.cli.walkthrough.Block;
import org.ooni.pipeline.cli.walkthrough.Command;
import org.ooni.pipeline.cli.walkthrough.PlugInProject;

/** Does what docs/adding-a-feeder.md says, from top to bottom, with the packaged install and the example Feeder. */
class ExampleFeederIT {
    private static final String RUN = "bin/pipeline centrifugation --root demo --bucket 2017-11-23";
    private static final List<String> NOT_THE_PLUG_INS = List.of(
            "report",
            "measurement",
            "tcp",
            "dns_a",
            "vanilla_tor",
            "http_control",
            "http_request",
            "http_request_fp",
            "http_verdict");

    @TempDir
    private Path place;

    private final List<String> ran = new ArrayList<>();
    private Shell shell;
    private PlugInProject example;

    @Test
    void thePageTellsTheTruth() throws Exception {
        install();
        List<Block> blocks = Block.of(Files.readAllLines(Path.of("../docs/adding-a-feeder.md")));
        for (Block block : blocks) {
            switch (block.language()) {
                case "console" -> {
                    for (Command command : Command.of(block)) {
                        run(command);
                    }
                }
                case "diff" -> change(block);
                default ->
                    assertThat(file(block)).content().as(at(block.line())).contains(block.text());
            }
        }
        assertThat(ran).filteredOn(RUN::equals).hasSize(2);
        assertThat(blocks).filteredOn(block -> block.language().equals("diff")).isNotEmpty();
        assertTwoJarsOfOnePlugInAreRefused();
    }

    private void assertTwoJarsOfOnePlugInAreRefused() throws IOException, InterruptedException {
        shell.run("sh", "-c", "cp docs/example-feeder/target/*.jar plugins/");
        Shell.Outcome outcome = shell.run(place.resolve("bin/pipeline"), "db", "info", "--root", "demo");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("TelegramFeeder is there more than once: ", "telegram-feeder-1.jar", "telegram-feeder-2.jar");
    }

    private void install() throws IOException {
        Installation.copyTo(place);
        example = new PlugInProject(place.resolve("docs/example-feeder"));
        PlugInProject.copy(Path.of("../docs/example-feeder"), example.directory());
        shell = Shell.in(place)
                .with("OOPIPE_PLUGINS", place.resolve("plugins").toString())
                .with("OOPIPE_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
    }

    private void run(Command command) throws IOException, InterruptedException, ReflectiveOperationException {
        ran.add(command.text());
        switch (command.text()) {
            // Maven has put the jars of this build into lib/ already.
            case "mvn -q -DskipTests install" ->
                assertThat(place.resolve("lib")).isNotEmptyDirectory();
            case "mvn -q -f docs/example-feeder/pom.xml package" -> example.makeJar(libraries());
            case RUN -> runThatRedoesThePlugInAlone(command);
            default -> execute(command);
        }
    }

    private String libraries() throws IOException {
        try (var jars = Files.list(place.resolve("lib"))) {
            return String.join(
                    System.getProperty("path.separator"),
                    jars.map(Path::toString).toList());
        }
    }

    private void runThatRedoesThePlugInAlone(Command command) throws IOException, InterruptedException {
        List<String> others =
                NOT_THE_PLUG_INS.stream().map(ExampleFeederIT::rowVersions).toList();
        String before = ask(String.join(" UNION ALL ", others));
        String plugIn = ask(rowVersions("telegram"));

        execute(command);

        assertThat(ask(String.join(" UNION ALL ", others))).isEqualTo(before);
        assertThat(ask(rowVersions("telegram"))).isNotEqualTo(plugIn);
    }

    /** Differs when a row was written again, even if it is the same row. */
    private static String rowVersions(String table) {
        return "SELECT '" + table + "', count(*), md5(string_agg(xmin::text || ctid::text, ' ' ORDER BY ctid)) FROM "
                + table;
    }

    private String ask(String query) throws IOException, InterruptedException {
        Shell.Outcome outcome =
                shell.run(place.resolve("bin/pipeline"), "sql", "--root", "demo", "--format", "csv", query);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return outcome.out();
    }

    private void execute(Command command) throws IOException, InterruptedException {
        Shell.Outcome outcome = shell.run("sh", "-c", command.text());
        assertThat(outcome.code()).as(at(command.line()) + ": " + outcome.err()).isZero();
        assertThat(outcome.out().replace("\r", "")).as(at(command.line())).matches(command.expected());
    }

    /** Only where there is one such place. */
    private void change(Block diff) throws IOException {
        String text = Files.readString(file(diff));
        String old = diff.side('+');
        assertThat(text.split(Pattern.quote(old), -1)).as(at(diff.line())).hasSize(2);
        Files.writeString(file(diff), text.replace(old, diff.side('-')));
    }

    private Path file(Block block) {
        assertThat(block.file()).as("the file of " + at(block.line())).isNotEmpty();
        return example.directory().resolve(block.file());
    }

    private static String at(int line) {
        return "docs/adding-a-feeder.md, line " + line;
    }
}
