package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.cli.walkthrough.Block;
import org.ooni.pipeline.cli.walkthrough.Printed;
import org.ooni.pipeline.cli.walkthrough.ShellCommand;
import org.opentest4j.TestAbortedException;

/**
 * Does what the pages for operators say, page by page from top to bottom: every command of a block marked {@code sh},
 * by the installed launcher, on a small pipeline that the accidents of the pages happen to. The pages say {@code /data}
 * and {@code /backup} for directories and {@code db.example} for a server of one's own.
 */
class RunbookIT {
    private static final List<String> PAGES =
            List.of("installing.md", "operating.md", "database.md", "watching.md", "verifying.md");

    @TempDir
    private Path place;

    private OperatedPlace operated;

    /** After a command that failed the page's later ones mean nothing. */
    private boolean failed;

    @BeforeEach
    void begin() throws IOException, InterruptedException {
        operated = OperatedPlace.make(place);
    }

    @AfterEach
    void end() throws IOException, InterruptedException {
        operated.close();
    }

    @TestFactory
    Stream<DynamicTest> thePagesTellTheTruth() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String page : PAGES) {
            List<String> lines = Files.readAllLines(Path.of("../docs").resolve(page));
            String heading = "";
            List<Block> blocks = Block.of(lines);
            for (int i = 0; i < blocks.size(); i++) {
                Block block = blocks.get(i);
                if (!block.heading().equals(heading)) {
                    heading = block.heading();
                    String begun = heading;
                    tests.add(DynamicTest.dynamicTest(page + ": " + begun, () -> step(() -> operated.enter(begun))));
                }
                if (block.file().startsWith("/")) {
                    tests.add(DynamicTest.dynamicTest(
                            page + ": " + block.file(), () -> step(() -> operated.write(block))));
                }
                if (block.language().equals("sh")) {
                    tests.addAll(commands(page, block, i + 1 < blocks.size() ? blocks.get(i + 1) : block, lines));
                }
            }
        }
        assertThat(tests).hasSizeGreaterThan(60);
        return tests.stream();
    }

    /** @param next may show what the last commands print */
    private List<DynamicTest> commands(String page, Block block, Block next, List<String> lines) {
        List<DynamicTest> tests = new ArrayList<>();
        List<String> printed = new ArrayList<>();
        for (ShellCommand command : ShellCommand.of(block)) {
            tests.add(DynamicTest.dynamicTest(
                    page + ":" + command.line() + " " + command.text(),
                    () -> step(() -> printed.addAll(run(page, command)))));
        }
        if (next.language().isEmpty()
                && lines.subList(block.end(), next.line() - 1).stream().allMatch(String::isBlank)) {
            tests.add(DynamicTest.dynamicTest(
                    page + ":" + next.line() + " is printed",
                    () -> step(() -> {
                        assumeTrue(!printed.isEmpty(), "the commands were skipped");
                        assertPrinted(page + ", line " + next.line(), next.lines(), printed);
                    })));
        }
        return tests;
    }

    private interface Step {
        void take() throws IOException, InterruptedException;
    }

    private void step(Step step) throws IOException, InterruptedException {
        assumeTrue(!failed, "an earlier command has failed");
        boolean taken = false;
        try {
            step.take();
            taken = true;
        } catch (TestAbortedException e) {
            taken = true;
            throw e;
        } finally {
            failed = !taken;
        }
    }

    private List<String> run(String page, ShellCommand command) throws IOException, InterruptedException {
        Shell.Outcome outcome = operated.run(command);
        String where = page + ", line " + command.line() + ": " + command.text();
        assertThat(outcome.code())
                .as(where + "\n" + outcome.out() + outcome.err())
                .isEqualTo(command.exit());
        List<String> printed =
                Stream.concat(outcome.out().lines(), outcome.err().lines()).toList();
        assertPrinted(where, command.output(), printed);
        return printed;
    }

    private static void assertPrinted(String where, List<String> shown, List<String> printed) {
        assertThat(Printed.missing(shown, printed))
                .as(where + "\n" + String.join("\n", printed))
                .isEmpty();
    }
}
