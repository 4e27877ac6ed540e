package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.cli.help.ProgramName;
import picocli.CommandLine;

/** The Debian package, unpacked into a root of its own, and the tar.gz. */
class PackagesIT {
    private static final String NAME = "ooni-pipeline";
    private static final String SERVICE = "usr/lib/systemd/system/ooni-pipeline.service";

    @TempDir
    private static Path scratch;

    private static DebPackage deb;

    @TempDir
    private Path root;

    private Shell shell;

    @BeforeAll
    static void unpack() throws IOException {
        deb = DebPackage.unpack(Installation.archive(NAME + "_*.deb"), scratch);
    }

    @BeforeEach
    void aPlainShell() {
        shell = Shell.in(root).with("OOPIPE_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
    }

    private boolean has(String tool) throws IOException, InterruptedException {
        return shell.run("sh", "-c", "command -v " + tool).code() == 0;
    }

    private void succeedsInSilence(Object... command) throws IOException, InterruptedException {
        Shell.Outcome outcome = shell.run(command);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
    }

    @Test
    void theControlFilesSayWhatDebianAsksFor() throws IOException, InterruptedException {
        assertThat(deb.members()).startsWith("debian-binary", "control.tar.gz", "data.tar.gz");
        assertThat(deb.field("Package")).isEqualTo(NAME);
        assertThat(deb.field("Version")).matches("\\d+(\\.\\d+)+");
        assertThat(deb.field("Architecture")).isIn("amd64", "arm64");
        assertThat(deb.field("Depends")).contains("java17-runtime-headless", "adduser");
        assertThat(deb.scripts()).containsExactly("postinst", "postrm", "prerm");
        assertThat(deb.control().get("conffiles").lines())
                .allSatisfy(
                        file -> assertThat(scratch.resolve(file.substring(1))).isRegularFile());
        assertThat(scratch.resolve("usr/share/doc/ooni-pipeline/changelog"))
                .content()
                .startsWith(NAME + " (" + deb.field("Version") + ") ");
        for (String script : deb.scripts()) {
            succeedsInSilence(
                    "sh",
                    "-n",
                    Files.writeString(root.resolve(script), deb.control().get(script)));
        }
    }

    @Test
    void filesBelongToRootAndOnlyRootMayChangeThem() {
        Set<String> executable = new TreeSet<>();
        for (TarArchiveEntry entry : deb.files()) {
            assertThat(List.of(entry.getUserName(), entry.getGroupName()))
                    .as(entry.getName())
                    .containsOnly("root");
            if (entry.isFile() && (entry.getMode() & 0111) != 0) {
                executable.add(entry.getName());
            } else if (!entry.isSymbolicLink()) {
                assertThat(entry.getMode() & 0777).as(entry.getName()).isEqualTo(entry.isDirectory() ? 0755 : 0644);
            }
        }
        assertThat(executable).containsExactly("./usr/share/ooni-pipeline/bin/pipeline");
        assertThat(deb.files()).extracting(TarArchiveEntry::getName).doesNotHaveDuplicates();
    }

    @Test
    void plugInsLieWhereTheAdministratorPutsThem() throws IOException {
        Path plugIns = scratch.resolve("usr/share/ooni-pipeline/plugins");

        assertThat(plugIns.resolveSibling(Files.readSymbolicLink(plugIns)).normalize())
                .isEqualTo(scratch.resolve("usr/local/share/ooni-pipeline/plugins"));
    }

    @Test
    void theSumsAreThoseOfTheFiles() throws IOException, InterruptedException {
        assumeTrue(has("md5sum"), "no md5sum");
        Path sums = Files.writeString(root.resolve("md5sums"), deb.control().get("md5sums"));

        assertThat(Files.readAllLines(sums)).hasSizeGreaterThan(60);
        succeedsInSilence("sh", "-c", "cd " + scratch + " && md5sum --quiet -c " + sums);
    }

    @Test
    void debiansOwnToolReadsIt() throws IOException, InterruptedException {
        assumeTrue(has("dpkg-deb"), "no dpkg-deb");
        Path file = Installation.archive(NAME + "_*.deb");

        succeedsInSilence("dpkg-deb", "--info", file);
        assertThat(shell.run("dpkg-deb", "--contents", file).out().lines())
                .hasSize(deb.files().size())
                .anyMatch(line -> line.endsWith("./usr/bin/ooni-pipeline -> ../share/ooni-pipeline/bin/pipeline"));
    }

    @Test
    void theDemoRunsFromIt() throws IOException, InterruptedException {
        Shell.Outcome demo = shell.run(scratch.resolve("usr/bin/ooni-pipeline"), "demo");

        assertThat(demo.code()).as(demo.err()).isZero();
        assertThat(demo.out())
                .contains(" canning: ", " autoclaving: ", " centrifugation: ")
                .contains("  ooni-pipeline sql --root demo ")
                .doesNotContain("bin/pipeline");
        assertThat(root.resolve("demo/autoclaved")).isDirectoryContaining("glob:**-*-*");
    }

    @Test
    void helpAndErrorsSpeakOfTheInstalledProgram() throws IOException, InterruptedException {
        Path program = scratch.resolve("usr/bin/ooni-pipeline");

        assertThat(shell.run(program, "db", "info", "--help").out())
                .contains("Usage: ooni-pipeline db info", "\n  ooni-pipeline db info ")
                .doesNotContain("\n  pipeline ");
        assertThat(shell.run(program, "db", "info").err())
                .startsWith("ooni-pipeline db info: ")
                .endsWith("Try 'ooni-pipeline db info --help'.\n");
    }

    @Test
    void eachCommandHasAManPage() throws IOException, InterruptedException {
        CommandLine line = Main.commandLine(new Failures(() -> false));
        ProgramName.give(line, NAME);
        Path pages = scratch.resolve("usr/share/man/man1");
        try (Stream<Path> files = Files.list(pages)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(pageNames(line));
        }
        assertThat(page(pages.resolve("ooni-pipeline-db-rollback.1.gz")))
                .contains(".SH NAME", ".SH SYNOPSIS", ".SH EXIT STATUS", "\\fB\\-\\-force\\fR", ".SH EXAMPLES");
        assumeTrue(has("groff"), "no groff to set the pages with");
        succeedsInSilence("sh", "-c", "for p in " + pages + "/*; do zcat $p | groff -man -Tascii -ww -z; done");
    }

    private static List<String> pageNames(CommandLine line) {
        List<String> names = new ArrayList<>();
        if (!line.getCommandSpec().usageMessage().hidden()) {
            names.add(line.getCommandSpec().qualifiedName("-") + ".1.gz");
            line.getSubcommands().values().forEach(below -> names.addAll(pageNames(below)));
        }
        return names;
    }

    private static String page(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void bashCompletesCommandsAndOptions() throws IOException, InterruptedException {
        assertThat(completed("canni")).isEqualTo("canning");
        assertThat(completed("db", "roll")).isEqualTo("rollback");
        assertThat(completed("run", "--buc")).isEqualTo("--bucket");
    }

    private String completed(String... words) throws IOException, InterruptedException {
        List<Object> command = new ArrayList<>(List.of(
                "bash",
                "-c",
                "source $0 && COMP_WORDS=(ooni-pipeline \"$@\") COMP_CWORD=$# && _complete_ooni-pipeline"
                        + " && echo ${COMPREPLY[@]}",
                scratch.resolve("usr/share/bash-completion/completions/ooni-pipeline")));
        command.addAll(List.of(words));
        return shell.run(command.toArray()).out().strip();
    }

    @Test
    void zshTakesBashsCompletions() throws IOException, InterruptedException {
        assumeTrue(has("zsh"), "no zsh");
        Path functions = scratch.resolve("usr/share/zsh/vendor-completions");

        assertThat(shell.run(
                                "zsh",
                                "-fc",
                                "autoload -U compinit; fpath=($0 $fpath); compinit -u -d $PWD/dump;"
                                        + " echo $_comps[ooni-pipeline]",
                                functions)
                        .out())
                .isEqualTo("_ooni-pipeline\n");
    }

    @Test
    void theUnitsAreSound() throws IOException, InterruptedException {
        Path service = scratch.resolve(SERVICE);
        assertThat(service)
                .content()
                .contains("ExecStart=/usr/bin/ooni-pipeline tick\n", "SuccessExitStatus=75\n", "User=ooni-pipeline\n");
        assumeTrue(has("systemd-analyze"), "no systemd-analyze to check the units with");

        Path checked = Files.createDirectory(root.resolve("units"));
        String text = Files.readString(service);
        Files.writeString(checked.resolve("ooni-pipeline.service"), text.replace("/usr/bin", scratch + "/usr/bin"));
        Files.copy(service.resolveSibling("ooni-pipeline.timer"), checked.resolve("ooni-pipeline.timer"));
        succeedsInSilence("systemd-analyze", "verify", "--man=no", checked.resolve("ooni-pipeline.timer"));
    }

    @Test
    void theExamplesAreSound() throws IOException, InterruptedException {
        Path examples = scratch.resolve("usr/share/doc/ooni-pipeline/examples");
        assertThat(examples.resolve("crontab"))
                .content()
                .containsPattern("(?m)^\\S+ \\* \\* \\* \\*  ooni-pipeline  /usr/bin/ooni-pipeline tick ");
        assumeTrue(has("python3"), "no python3 to read the DAG with");

        succeedsInSilence(
                "python3",
                "-c",
                "import ast, sys; ast.parse(open(sys.argv[1]).read())",
                examples.resolve("airflow_dag.py"));
    }

    @Test
    void theTarHoldsTheSameProgramAndRunsThroughALink() throws IOException, InterruptedException {
        List<TarArchiveEntry> entries = DebPackage.unpackTar(Installation.archive(NAME + "-*.tar.gz"), root);
        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.getName()).startsWith(NAME + "-" + deb.field("Version") + "/");
            assertThat(entry.getMode() & 0777)
                    .as(entry.getName())
                    .isEqualTo(entry.isDirectory() || entry.getName().endsWith("/bin/pipeline") ? 0755 : 0644);
        });
        Path home = root.resolve(NAME + "-" + deb.field("Version"));
        assertThat(names(home.resolve("lib"))).isEqualTo(names(scratch.resolve("usr/share/ooni-pipeline/lib")));
        assertThat(names(home.resolve("share/man/man1"))).isEqualTo(names(scratch.resolve("usr/share/man/man1")));

        Path link = Files.createSymbolicLink(root.resolve(NAME), home.resolve("bin/pipeline"));
        assertThat(shell.run(link, "--help").out()).contains("Usage: ooni-pipeline ");
    }

    private static Set<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).collect(TreeSet::new, Set::add, Set::addAll);
        }
    }
}
