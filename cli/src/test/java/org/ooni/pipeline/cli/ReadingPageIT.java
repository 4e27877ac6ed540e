package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.cli.walkthrough.Block;

/**
 * Does what the page for researchers says, on the demo's data and as it stands there: with the tools that everybody has
 * in {@code demo/autoclaved}, with {@code bin/pipeline} beside {@code demo}.
 */
class ReadingPageIT {
    private static final Path PAGE = Path.of("../docs/reading.md");
    private static final List<String> TOOLS = List.of("bash", "tar", "lz4", "jq", "zcat", "python3");

    @TempDir
    Path place;

    private Path archive;

    @BeforeEach
    void demo() throws IOException, InterruptedException {
        for (String tool : TOOLS) {
            Shell.Outcome found = Shell.in(place).run("sh", "-c", "command -v " + tool);
            assumeTrue(found.code() == 0, "the page needs " + tool + ", which is not here");
        }
        Files.createSymbolicLink(place.resolve("bin"), LaunchedCentrifugation.LAUNCHER.getParent());
        Shell.Outcome demo = Shell.in(place).run(place.resolve("bin/pipeline"), "demo");
        assertThat(demo.code()).as(demo.err()).isZero();
        archive = place.resolve("demo/autoclaved");
    }

    @TestFactory
    Stream<DynamicTest> thePageTellsTheTruth() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Block block : Block.of(Files.readAllLines(PAGE))) {
            String name = "line " + block.line() + ": " + block.lines().get(0);
            if (block.language().equals("sh")) {
                tests.add(DynamicTest.dynamicTest(name, () -> does(block)));
            } else if (!block.file().isEmpty()) {
                tests.add(DynamicTest.dynamicTest(
                        name, () -> Files.writeString(archive.resolve(block.file()), block.text())));
            }
        }
        assertThat(tests).hasSizeGreaterThan(15);
        return tests.stream();
    }

    /** What goes elsewhere, or into a file, prints nothing. */
    private void does(Block block) throws IOException, InterruptedException {
        boolean isOurs = block.text().contains("bin/pipeline") || block.text().startsWith("cd ");
        Shell.Outcome outcome = Shell.in(isOurs ? place : archive).run("bash", "-eu", "-c", block.text());
        assertThat(outcome.code()).as("%s", outcome).isZero();
        boolean isSilent =
                block.text().startsWith("cd ") || block.text().stripTrailing().matches("(?s).*> /tmp/\\S+");
        assertThat(outcome.out().isEmpty()).as("%s", outcome).isEqualTo(isSilent);
    }
}
