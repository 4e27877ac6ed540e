package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bin/pipeline} does about the archive of classes, with a script in the place of Java. */
class ClassArchiveTest {
    @TempDir
    private Path root;

    private Path install;
    private Path launcher;
    private Shell shell;

    @BeforeEach
    void anInstallation() throws IOException {
        install = Files.createDirectories(root.resolve("an install")).toRealPath();
        launcher = install.resolve("bin/pipeline");
        Files.createDirectories(install.resolve("bin"));
        Files.createDirectories(install.resolve("lib"));
        Files.copy(Path.of("../bin/pipeline"), launcher, StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(install.resolve("lib/cli-1.0.jar"), "a jar");
        java("17.0.1", "echo an archive > \"$archive\"");
        shell = Shell.in(root)
                .with("JAVA_HOME", root.resolve("jdk").toString())
                .with("XDG_CACHE_HOME", root.resolve("cache").toString());
    }

    /** @param dump what it does when it is to write {@code $archive} */
    private void java(String version, String dump) throws IOException {
        Shell.script(root.resolve("jdk/bin/java"), """
                for word; do
                  case $word in
                    -XX:DumpLoadedClassList=*) echo java/lang/Object > "${word#*=}"; exit 0 ;;
                    -XX:SharedArchiveFile=*) archive=${word#*=} ;;
                    -Xshare:dump) dump=yes ;;
                  esac
                done
                if [ -n "$dump" ]; then echo dump >> '%s'; %s; exit; fi
                printf '<%%s>' "$@"
                """.formatted(root.resolve("dumps"), dump));
        Files.writeString(root.resolve("jdk/release"), "JAVA_VERSION=\"" + version + "\"\n");
    }

    private long dumps() throws IOException {
        Path dumps = root.resolve("dumps");
        return Files.exists(dumps) ? Files.readAllLines(dumps).size() : 0;
    }

    private static List<Path> classes(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("classes"))
                    .toList();
        }
    }

    private Path archive() throws IOException {
        assertThat(classes(install)).hasSize(1);
        return classes(install).get(0);
    }

    private String start() throws IOException, InterruptedException {
        Shell.Outcome outcome = shell.run(launcher, "x");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).endsWith("<org.ooni.pipeline.cli.Main><x>");
        return outcome.out();
    }

    @Test
    void theFirstStartMakesItAndAllUseIt() throws IOException, InterruptedException {
        String use = "<-XX:SharedArchiveFile=" + install + "/classes-";

        assertThat(start()).contains(use);
        assertThat(start()).contains(use);
        assertThat(dumps()).isEqualTo(1);
        assertThat(archive()).content().startsWith("an archive\n");
    }

    @Test
    void anotherJavaOrOtherJarsHaveTheirOwnAndThreeAreKept() throws IOException, InterruptedException {
        for (String version : List.of("17.0.2", "17.0.3", "25", "25.0.1")) {
            java(version, "echo an archive > \"$archive\"");
            start();
        }
        assertThat(classes(install)).hasSize(3);
        start();
        assertThat(dumps()).isEqualTo(4);

        Files.writeString(install.resolve("lib/cli-1.0.jar"), "the jar");
        start();
        assertThat(dumps()).isEqualTo(5);
        assertThat(classes(install)).hasSize(3);
    }

    @Test
    void oneThatIsCutOffIsNotGivenToJava() throws IOException, InterruptedException {
        start();
        Files.writeString(archive(), "an arch");

        assertThat(start()).doesNotContain("SharedArchiveFile");
    }

    @Test
    void aFailureIsSilentAndNotTriedAgain() throws IOException, InterruptedException {
        java("17.0.1", "echo no >&2; exit 1");

        assertThat(start()).doesNotContain("SharedArchiveFile");
        assertThat(start()).doesNotContain("SharedArchiveFile");
        assertThat(dumps()).isEqualTo(1);
        assertThat(archive()).isEmptyFile();
    }

    @Test
    void whereNothingCanBeMadeThereIsNone() throws IOException, InterruptedException {
        // As root finds it on a medium that is read-only: the tests may run as root.
        Shell.script(root.resolve("path/mkdir"), "exit 1");
        shell = shell.with("PATH", root.resolve("path") + ":" + System.getenv("PATH"));

        assertThat(start()).doesNotContain("SharedArchiveFile");
        assertThat(classes(install)).isEmpty();
    }

    @Test
    void anOptionOfOnesOwnTakesItsPlace() throws IOException, InterruptedException {
        for (String option : List.of("-Xshare:off", "-Dx=y -XX:SharedArchiveFile=mine.jsa")) {
            shell = shell.with("OOPIPE_JAVA_OPTS", option);
            assertThat(start()).doesNotContain("SharedArchiveFile=" + install);
        }
        assertThat(dumps()).isZero();
    }

    @Test
    void theSecondOfTwoStartsWithoutIt() throws IOException, InterruptedException {
        java(
                "17.0.1",
                "touch '" + root.resolve("begun") + "'; while [ ! -e '" + root.resolve("go on")
                        + "' ]; do sleep 0.05; done; echo an archive > \"$archive\"");
        Process first = shell.start(root.resolve("out"), root.resolve("err"), launcher, "x");
        while (!Files.exists(root.resolve("begun"))) {
            Thread.sleep(10);
        }

        assertThat(start()).doesNotContain("SharedArchiveFile");
        Files.createFile(root.resolve("go on"));
        assertThat(first.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(root.resolve("out")).content().contains("SharedArchiveFile");
        assertThat(dumps()).isEqualTo(1);
    }

    @Test
    void whatAKilledLauncherLeftIsRemovedAndMadeAgain() throws IOException, InterruptedException {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path left = Files.createDirectory(install.resolve("classes.new." + dead.pid()));
        Files.writeString(left.resolve("loaded"), "java/lang/Obj", StandardOpenOption.CREATE_NEW);

        assertThat(start()).contains("SharedArchiveFile");
        assertThat(classes(install)).containsExactly(archive());
    }
}
