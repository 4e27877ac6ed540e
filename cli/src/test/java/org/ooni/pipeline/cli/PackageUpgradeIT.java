package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's own tool installs the package into a root of its own, upgrades it, goes back, and removes it. */
class PackageUpgradeIT {
    @TempDir
    private Path place;

    private Path root;
    private Path deb;
    private Shell shell;

    @BeforeEach
    void anEmptyRoot() throws IOException, InterruptedException {
        deb = Installation.archive("ooni-pipeline_*.deb");
        root = place.resolve("root");
        Files.createDirectories(root.resolve("var/lib/dpkg/updates"));
        Files.createDirectories(root.resolve("var/lib/dpkg/info"));
        Files.createFile(root.resolve("var/lib/dpkg/status"));
        // What would change this machine is only noted.
        for (String tool : new String[] {"adduser", "chown", "systemctl"}) {
            Shell.script(place.resolve("path/" + tool), "echo " + tool + " \"$@\" >> " + place.resolve("calls"));
        }
        Shell.script(place.resolve("path/getent"), "exit 2");
        shell = Shell.in(place).with("PATH", place.resolve("path") + ":/usr/sbin:/usr/bin:/sbin:/bin");
        assumeTrue("root".equals(System.getProperty("user.name")), "dpkg asks for root");
        assumeTrue(
                shell.run("sh", "-c", "command -v dpkg && command -v dpkg-deb").code() == 0, "no dpkg");
    }

    private void dpkg(String action, Object what) throws IOException, InterruptedException {
        Shell.Outcome outcome = shell.run(
                "dpkg",
                "--root=" + root,
                "--log=/dev/null",
                "--force-script-chrootless",
                "--force-depends",
                "--force-confold",
                action,
                what);
        assertThat(outcome.code()).as(outcome.err()).isZero();
    }

    /** The package as a later version that has a jar less. */
    private Path later() throws IOException, InterruptedException {
        Path later = place.resolve("later.deb");
        Shell.Outcome made = shell.run("sh", "-ec", """
                dpkg-deb -R "$0" tree
                sed -i 's/^Version: .*/Version: 99/' tree/DEBIAN/control
                rm tree/usr/share/ooni-pipeline/lib/re2j-*
                dpkg-deb -Znone -b tree "$1"
                """, deb, later);
        assertThat(made.code()).as(made.err()).isZero();
        return later;
    }

    private Path jars() {
        return root.resolve("usr/share/ooni-pipeline/lib");
    }

    @Test
    void versionsFollowEachOtherUpAndDownAndLeaveSettingsAndDataAlone() throws IOException, InterruptedException {
        Path settings = root.resolve("etc/ooni-pipeline/pipeline.yaml");
        Path data = root.resolve("var/lib/ooni-pipeline/reports-raw");

        dpkg("--install", deb);
        assertThat(place.resolve("calls"))
                .content()
                .contains("adduser --system ")
                .contains("chown -R ooni-pipeline:");
        assertThat(data).isDirectory();
        Files.writeString(settings, "jobs: 3\n", StandardOpenOption.APPEND);
        Files.writeString(data.resolve("mine"), "");
        Path archive = Files.writeString(jars().resolveSibling("classes-1.jsa"), "");

        dpkg("--install", later());
        assertThat(jars()).isDirectoryNotContaining("glob:**/re2j-*").isDirectoryContaining("glob:**/cli-*");
        assertThat(archive).doesNotExist();
        Files.writeString(archive, "");

        dpkg("--install", deb);
        assertThat(jars()).isDirectoryContaining("glob:**/re2j-*");
        assertThat(settings).content().endsWith("jobs: 3\n");

        dpkg("--purge", "ooni-pipeline");
        assertThat(root.resolve("usr")).doesNotExist();
        assertThat(settings).doesNotExist();
        assertThat(data.resolve("mine")).exists();
        assertThat(place.resolve("calls")).content().doesNotContain("systemctl");
    }
}
