package org.ooni.pipeline.cli.help;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

class ManPageTest {
    @Command(
            name = "pipeline",
            mixinStandardHelpOptions = true,
            subcommands = {Bake.class, Secret.class},
            description = {"Bakes @|bold bread|@.", "50 %% of it.%nAnd more."},
            footer = {"  pipeline bake 'a b'", "  echo pipeline", "  .hidden/tool | pipeline bake \\"})
    private static final class Program {}

    @Command(name = "bake", description = "Bakes one loaf.", footer = "  pipeline bake rye")
    private static final class Bake {
        @Option(
                names = {"-t", "--time-limit"},
                paramLabel = "MIN",
                description = "At most so long; see --no-oven. a-b stays.")
        private int minutes;

        @Option(names = "--no-oven", hidden = true)
        private boolean cold;

        @Parameters(paramLabel = "FLOUR", description = "'rye' …")
        private String flour;
    }

    @Command(name = "secret", hidden = true)
    private static final class Secret {}

    private static CommandLine line() {
        CommandLine line = new CommandLine(new Program());
        ProgramName.give(line, "ooni-pipeline");
        return line;
    }

    private static String page(CommandLine line) {
        return new ManPage(line).text("2026-11-20", "ooni-pipeline 1.0.0");
    }

    @Test
    void theProgramsPageNamesItsCommandsButHiddenOnes() {
        assertThat(page(line()))
                .startsWith(".TH \"OONI\\-PIPELINE\" \"1\" \"2026\\-11\\-20\" \"ooni\\-pipeline 1.0.0\"")
                .contains(".SH NAME\n.PP\nooni\\-pipeline \\- Bakes bread\n")
                .contains(".PP\n50 % of it.\n.PP\nAnd more.\n")
                .contains(".SH COMMANDS\n.TP\nbake\nBakes one loaf\n")
                .endsWith(".SH SEE ALSO\n.PP\n\\fBooni\\-pipeline\\-bake\\fR(1)\n")
                .doesNotContain("secret");
    }

    @Test
    void aCommandsPageHasItsArgumentsAndLeadsBack() {
        CommandLine bake = line().getSubcommands().get("bake");

        assertThat(new ManPage(bake).name()).isEqualTo("ooni-pipeline-bake");
        assertThat(page(bake))
                .contains(".SH SYNOPSIS\n.PP\n\\fBooni\\-pipeline bake\\fR [\\fB\\-t\\fR=MIN]")
                .contains(".SH ARGUMENTS\n.TP\nFLOUR\n\\&\\(aqrye\\(aq ...\n")
                .contains(".TP\n\\fB\\-t\\fR, \\fB\\-\\-time\\-limit\\fR=MIN\nAt most so long; see")
                .contains("a\\-b stays")
                .doesNotContain(".TP\n\\fB\\-\\-no\\-oven")
                .endsWith("\\fBooni\\-pipeline\\fR(1)\n");
    }

    @Test
    void examplesSpeakOfTheInstalledProgramAndStayAsTheyAre() {
        assertThat(page(line())).contains("""
                .nf
                  ooni\\-pipeline bake \\(aqa b\\(aq
                  echo pipeline
                  .hidden/tool | pipeline bake \\e
                .fi
                """);
    }

    @Test
    void theUsualNameChangesNothing() {
        CommandLine line = new CommandLine(new Program());
        ProgramName.give(line, "pipeline");

        assertThat(line.getUsageMessage()).contains("Usage: pipeline").contains("\n  pipeline bake 'a b'");
    }

    @Test
    void whatRoffWouldTakeForItsOwnIsText() {
        assertThat(Roff.escaped("a\\b \"c\" ~^` é")).isEqualTo("a\\eb \\(dqc\\(dq \\(ti\\(ha\\(ga \\[u00E9]");
        assertThat(new Roff().paragraph(".so /etc/passwd").paragraph("'tis"))
                .hasToString(".PP\n\\&.so /etc/passwd\n.PP\n\\&\\(aqtis\n");
    }
}
