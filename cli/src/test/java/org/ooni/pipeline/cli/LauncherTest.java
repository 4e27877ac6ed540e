package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/pipeline} in a small source tree, with scripts in the places of Maven and Java. */
class LauncherTest {
    @TempDir
    private Path root;

    private Path launcher;
    private Path source;
    private Shell shell;

    @BeforeEach
    void makeTree() throws IOException {
        Path tree = root.resolve("a tree");
        launcher = tree.resolve("bin/pipeline");
        source = tree.resolve("cli/src/main/java/A.java");
        Files.createDirectories(launcher.getParent());
        Files.createDirectories(source.getParent());
        Files.copy(Path.of("../bin/pipeline"), launcher, StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(tree.resolve("pom.xml"), "<project/>");
        Files.writeString(source, "class A {}");
        age(launcher);
        age(launcher.getParent());
        age(tree.resolve("pom.xml"));
        age(source);
        age(source.getParent());
        age(source.getParent().getParent());
        maven("mkdir -p \"${4%/pom.xml}/cli/target/pipeline/lib\"");
        Shell.script(root.resolve("jdk/bin/java"), "printf '<%s>' \"$@\"");
        java("17.0.1");
        shell = Shell.in(root)
                .with("PATH", root.resolve("path") + ":" + System.getenv("PATH"))
                .with("JAVA_HOME", root.resolve("jdk").toString());
    }

    private static void age(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    }

    private void maven(String action) throws IOException {
        Shell.script(root.resolve("path/mvn"), "echo \"$*\" >> " + root.resolve("builds") + "\n" + action);
    }

    private void java(String version) throws IOException {
        Files.writeString(root.resolve("jdk/release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    private Path tree() throws IOException {
        return launcher.getParent().getParent().toRealPath();
    }

    private long builds() throws IOException {
        Path builds = root.resolve("builds");
        return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
    }

    @Test
    void theFirstStartBuildsUpToPackageAndSaysSo() throws IOException, InterruptedException {
        Shell.Outcome outcome = shell.run(launcher, "sql", "SELECT  'a b'");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.err().lines()).singleElement().asString().startsWith("pipeline: building");
        assertThat(outcome.out())
                .doesNotContain("pipeline.name")
                .contains("<-cp><" + tree() + "/cli/target/pipeline/lib/*:" + tree() + "/plugins/*>")
                .endsWith("<org.ooni.pipeline.cli.Main><sql><SELECT  'a b'>");
        assertThat(root.resolve("builds"))
                .content()
                .contains("-Dpackages.skip -DskipTests package")
                .doesNotContain("verify");
    }

    @Test
    void feedersOfOtherGroupsComeFromTheDirectoryThatIsNamed() throws IOException, InterruptedException {
        Shell.Outcome outcome = shell.with("OOPIPE_PLUGINS", "/srv/feeders").run(launcher, "sql");

        assertThat(outcome.out()).contains("/lib/*:/srv/feeders/*>");
    }

    @Test
    void itBuildsAgainOnlyWhenASourceIsNewer() throws IOException, InterruptedException {
        shell.run(launcher);
        Shell.Outcome second = shell.run(launcher);
        assertThat(second.err()).isEmpty();
        assertThat(builds()).isEqualTo(1);

        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(1)));
        shell.run(launcher);
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void aSourceThatIsGoneCountsAsNewer() throws IOException, InterruptedException {
        shell.run(launcher);
        Files.delete(source);
        Files.setLastModifiedTime(
                source.getParent(), FileTime.from(Instant.now().plusSeconds(1)));
        shell.run(launcher);

        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void aFailedBuildShowsItsEndAndIsTriedAgain() throws IOException, InterruptedException {
        maven("echo the compiler says no; exit 1");

        Shell.Outcome outcome = shell.run(launcher);

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("the compiler says no", "the build failed", "build.log");
        assertThat(outcome.out()).isEmpty();
        shell.run(launcher);
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void twoAtOnceBuildOnce() throws IOException, InterruptedException {
        maven("sleep 1; mkdir -p \"${4%/pom.xml}/cli/target/pipeline/lib\"");
        Process first = shell.start(root.resolve("out"), root.resolve("err"), launcher);

        assertThat(shell.run(launcher).code()).isZero();

        assertThat(first.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(first.exitValue()).isZero();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void theLockOfAKilledLauncherIsVoid() throws IOException, InterruptedException {
        Path target = Files.createDirectories(launcher.getParent().resolveSibling("cli/target"));
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.createSymbolicLink(target.resolve("building"), Path.of(Long.toString(dead.pid())));

        assertThat(shell.run(launcher).code()).isZero();
        assertThat(Files.isSymbolicLink(target.resolve("building"))).isFalse();
    }

    @Test
    void itWorksThroughLinksFromAnywhere() throws IOException, InterruptedException {
        Path elsewhere = Files.createDirectories(root.resolve("else/where"));
        Files.createSymbolicLink(elsewhere.resolve("one"), Path.of("../two"));
        Files.createSymbolicLink(root.resolve("else/two"), launcher);

        assertThat(Shell.in(elsewhere)
                        .with("PATH", shell.variables().get("PATH"))
                        .with("JAVA_HOME", shell.variables().get("JAVA_HOME"))
                        .run("./one", "x")
                        .out())
                .contains("<-Dpipeline.name=one>")
                .endsWith("Main><x>");
    }

    @Test
    void optionsForJavaArePassedOn() throws IOException, InterruptedException {
        assertThat(shell.with("OOPIPE_JAVA_OPTS", "-Xmx5g -Dx=y").run(launcher).out())
                .contains("<-Xmn64m><-Xmx1g>", "<-Xmx5g><-Dx=y><-cp>")
                .doesNotContain("native-access");
    }

    @Test
    void newerJavasAreToldOfNativeCode() throws IOException, InterruptedException {
        java("25");

        assertThat(shell.run(launcher).out())
                .contains("<--enable-native-access=ALL-UNNAMED><--sun-misc-unsafe-memory-access=allow>");
    }

    @Test
    void anOlderJavaIsRefused() throws IOException, InterruptedException {
        java("11.0.2");

        Shell.Outcome outcome = shell.run(launcher);

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("Java 17 or newer is needed", "is Java 11");
    }

    @Test
    void theOldestNumberingOfJavaIsUnderstood() throws IOException, InterruptedException {
        java("1.8.0_392");

        assertThat(shell.run(launcher).err()).contains("is Java 8");
    }

    @Test
    void noJavaIsToldClearly() throws IOException, InterruptedException {
        assertThat(shell.with("JAVA_HOME", "/nowhere").run(launcher).err()).contains("no Java found");
    }
}
