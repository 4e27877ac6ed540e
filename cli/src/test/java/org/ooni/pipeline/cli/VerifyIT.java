package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.migrations.MetaDbFixture;

/** {@code pipeline verify} through the packaged launcher. */
class VerifyIT {
    private static final String DAY = "2017-01-01";

    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    @TempDir
    Path directory;

    private Path root;

    private Shell.Outcome verify(Object... options) throws Exception {
        List<Object> command = new ArrayList<>(List.of(LaunchedCentrifugation.LAUNCHER, "verify"));
        command.addAll(List.of(options));
        return Shell.in(directory)
                .with("OOPIPE_JAVA_OPTS", "-XX:TieredStopAtLevel=1")
                .run(command.toArray());
    }

    private Shell.Outcome verifyBucket(Object... options) throws Exception {
        List<Object> all = new ArrayList<>(List.of("--root", root, "--bucket", DAY, "--read-data"));
        all.addAll(List.of(options));
        return verify(all.toArray());
    }

    @Test
    void damageIsFoundAndMended() throws Exception {
        root = directory.resolve("data");
        Path archive = MadeArchive.make(root, report -> true, DAY);
        assertThat(verify("--help").out()).contains("Examples:", "pipeline verify --root /data --start 2017-01-01");
        Shell.Outcome wrong = verify("--bucket", DAY);
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("What is to be verified? Give --root DIR", "Try 'pipeline verify --help'");

        Shell.Outcome sound = verifyBucket();
        assertThat(sound.err()).isEmpty();
        assertThat(sound.out()).isEqualTo(DAY + " verify: whole, 4 cans, 4 files, 0 rows\n");
        assertThat(sound.code()).isZero();

        Path file = archive.resolve(DAY).resolve("tcp_connect.0.tar.lz4");
        byte[] bytes = Files.readAllBytes(file);
        byte[] damaged = bytes.clone();
        damaged[damaged.length - 40] ^= 1;
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.write(file, damaged);
        Shell.Outcome found = verifyBucket("--json");
        assertThat(found.code()).isEqualTo(65);
        assertThat(found.out().lines())
                .first()
                .asString()
                .startsWith(
                        "{\"bucket\":\"" + DAY + "\",\"area\":\"autoclaved\",\"file\":\"" + file + "\",\"offset\":0,");
        assertThat(found.out())
                .contains("\"what\":\"file crc32\",\"expected\":\"", "\"state\":\"damaged\",\"findings\":2");

        assertThat(verifyBucket("--repair", "--dry-run").out())
                .contains("repair: would move aside and make again, from their cans: tcp_connect.0.tar.lz4");
        assertThat(file).hasBinaryContent(damaged);
        Shell.Outcome mended = verifyBucket("--repair");
        assertThat(mended.code()).as(mended.err()).isZero();
        assertThat(mended.out()).endsWith(DAY + " verify: whole, 4 cans, 4 files, 0 rows\n");
        assertThat(file).hasBinaryContent(bytes);

        assertThat(LaunchedCentrifugation.into(metadb, directory, archive)
                        .run(DAY)
                        .code())
                .isZero();
        metadb.execute("DELETE FROM measurement WHERE msm_no = 3");
        Shell.Outcome rows = verifyBucket("--postgres", metadb.jdbcUrl(), "--repair");
        assertThat(rows.out())
                .contains(
                        " metadb: " + DAY + "/",
                        "rows of measurements: expected ",
                        "repair: read into the database again")
                .endsWith("4 cans, 4 files, 32 rows\n");
        assertThat(rows.code()).as(rows.err()).isZero();
    }
}
