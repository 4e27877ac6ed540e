package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
    }

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
}
