package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.cli.exit.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class RootOptionsTest {
    @Command
    private static final class AllRoots {
        @Mixin
        RootOptions root;

        @Mixin
        RootOptions.ReportsRaw reportsRaw;

        @Mixin
        RootOptions.Canned canned;

        @Mixin
        RootOptions.Autoclaved autoclaved;

        @Mixin
        RootOptions.BridgeDb bridgeDb;

        @Mixin
        RootOptions.Scrubbing scrubbing;
    }

    @TempDir
    Path directory;

    private final AllRoots roots = new AllRoots();

    private void parse(String... arguments) {
        new CommandLine(roots).parseArgs(arguments);
    }

    @BeforeEach
    void noVariable() {
        assumeTrue(System.getenv("OOPIPE_ROOT") == null, "OOPIPE_ROOT is set, so no root cannot be tried");
    }

    @Test
    void theRootStandsForAllOthers() {
        parse("--root", "/data");

        assertThat(roots.root.root()).hasToString("Optional[/data]");
        assertThat(roots.reportsRaw.of(roots.root)).hasToString("/data/reports-raw");
        assertThat(roots.canned.of(roots.root)).hasToString("/data/canned");
        assertThat(roots.autoclaved.of(roots.root)).hasToString("/data/autoclaved");
        assertThat(roots.bridgeDb.of(roots.root)).hasToString("/data/bridge_db.json");
    }

    @Test
    void aSingleOptionOverridesTheRoot() {
        parse("--root", "/data", "--canned-root", "/private", "--bridge-db", "bridges");

        assertThat(roots.canned.of(roots.root)).hasToString("/private");
        assertThat(roots.bridgeDb.of(roots.root)).hasToString("bridges");
        assertThat(roots.autoclaved.of(roots.root)).hasToString("/data/autoclaved");
    }

    @Test
    void whatIsNowhereGivenIsAskedFor() {
        parse("--canned-root", "/private");

        assertThat(roots.canned.of(roots.root)).hasToString("/private");
        assertThatThrownBy(() -> roots.reportsRaw.of(roots.root))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.USAGE))
                .hasMessage("Where is reports-raw? Give --root DIR or --reports-raw-root DIR.");
    }

    @Test
    void scrubbingRulesAreThoseUnderTheRootIfThereAreAny() throws IOException {
        parse("--root", directory.toString());
        assertThat(roots.scrubbing.of(roots.root)).isEmpty();

        Path rules = Files.createFile(directory.resolve("scrubbing.yaml"));
        assertThat(roots.scrubbing.of(roots.root)).contains(rules);
        Path others = Files.createFile(directory.resolve("others.yaml"));
        parse("--root", directory.toString(), "--scrubbing", others.toString());
        assertThat(roots.scrubbing.of(roots.root)).contains(others);
    }

    @Test
    void withoutARootThereAreNoScrubbingRules() {
        parse();
        assertThat(roots.scrubbing.of(roots.root)).isEmpty();
    }

    @Test
    void scrubbingRulesThatAreGivenMustExist() {
        parse("--root", "/data", "--scrubbing", "/no/such.yaml");
        assertThatThrownBy(() -> roots.scrubbing.of(roots.root))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.USAGE))
                .hasMessage("--scrubbing: there is no /no/such.yaml.");
    }
}
