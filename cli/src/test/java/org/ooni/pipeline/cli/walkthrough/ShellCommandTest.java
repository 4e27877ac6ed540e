package org.ooni.pipeline.cli.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How pages are read that say what to type. */
class ShellCommandTest {
    private static List<ShellCommand> commands(String page) {
        return ShellCommand.of(Block.of(page.lines().toList()).get(0));
    }

    @Test
    void aCommandGoesOnInTheNextLineWhereShellsSaySo() {
        List<ShellCommand> commands = commands("""
                ```sh
                psql -c "SELECT 1
                  FROM x" \\
                  -d metadb
                cat x |
                  wc -l

                rm 'it''s # no comment'
                ```
                """);

        assertThat(commands).extracting(ShellCommand::line).containsExactly(2, 5, 8);
        assertThat(commands).extracting(ShellCommand::program).containsExactly("psql", "cat", "rm");
        assertThat(commands).extracting(ShellCommand::exit).containsOnly(0);
    }

    @Test
    void commentsTellHowItEndsAndWhatItPrints() {
        ShellCommand command = commands("""
                ```sh
                # first of all
                bin/pipeline verify --root /data    # exit 65: there is damage
                #   1 finding, …
                # as expected
                ```
                """).get(0);

        assertThat(command.exit()).isEqualTo(65);
        assertThat(command.output()).containsExactly("1 finding, …");
    }

    @Test
    void whatIsPrintedIsComparedByItsWords() {
        List<String> printed =
                List.of("before", "2017-01-01 canning: 12 reports (1.4 MB), 0.3 s", "between", "a  3 done");

        assertThat(Printed.missing(List.of("2017-01-01 canning: 7 reports (31.5 kB), 1.2 s", "a 17 done"), printed))
                .isEmpty();
        assertThat(Printed.missing(List.of("…", "a … done", "…"), printed)).isEmpty();
        assertThat(Printed.missing(List.of("a 3 done", "before"), printed))
                .as("another order")
                .contains("before");
        assertThat(Printed.missing(List.of("a 3 pending"), printed)).contains("a 3 pending");
        assertThat(Printed.missing(List.of("2017-01-01 canning: 7 cans (31.5 kB), 1.2 s"), printed))
                .isPresent();
    }

    @Test
    void headingsAreAnchorsAsGitHubNamesThem() {
        List<String> page = """
                # A `leak`, mended
                ## The 2nd: what's next?
                ```
                # no heading
                ```
                ## The 2nd: what's next?
                See [this](#a-leak-mended) and `[that](#code)`.
                """.lines().toList();

        assertThat(Anchors.of(page)).containsExactly("a-leak-mended", "the-2nd-whats-next", "the-2nd-whats-next-1");
        assertThat(Anchors.links(page)).containsExactly(new Anchors.Link(7, "", "a-leak-mended"));
    }
}
