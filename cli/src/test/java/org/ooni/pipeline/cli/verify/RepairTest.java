package org.ooni.pipeline.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.stage.ProgressDisplay;
import org.ooni.pipeline.metadb.MetaDb;
import org.ooni.pipeline.migrations.MetaDbFixture;
import org.ooni.pipeline.raw.Bucket;

/** What is damaged is made again: the very bytes, the very numbers. */
class RepairTest {
    private static final long SEED = Long.getLong("seed", 20_261_120);

    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    @TempDir
    Path root;

    private SoundBucket bucket;
    private Map<Path, byte[]> sound;

    @BeforeEach
    void aSoundBucket() throws IOException {
        bucket = SoundBucket.make(root, Bucket.parse("2017-01-01"), SEED);
        sound = new HashMap<>();
        for (Path file : bucket.files()) {
            sound.put(file, Files.readAllBytes(file));
        }
    }

    private String run(ExitCode expected, Optional<MetaDb> metaDb, boolean dryRun) throws Exception {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Verifier.Printer printer = new Verifier.Printer(
                new PrintWriter(out, true), new PrintWriter(err, true), false, new ProgressDisplay(false));
        Scope scope = bucket.scope(metaDb, true);
        Repair repair = new Repair(
                scope,
                Optional.of(root.resolve("reports-raw")),
                Optional.of(bucket.autoclaving()),
                metaDb.map(bucket::centrifugation));
        ExitCode code = new Verifier(scope, Optional.of(repair), dryRun, printer).run(List.of(bucket.bucket()));
        assertThat(code).as(out + "\n" + err).isEqualTo(expected);
        return out.toString();
    }

    private void assertAsBefore() throws IOException {
        for (Map.Entry<Path, byte[]> file : sound.entrySet()) {
            assertThat(file.getKey()).hasBinaryContent(file.getValue());
        }
    }

    private static void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 8;
        Files.write(file, bytes);
    }

    @Test
    void aDryRunSaysWhatItWouldDoAndDoesNothing() throws Exception {
        Path file = bucket.files().stream()
                .filter(path -> path.startsWith(bucket.autoclaved()))
                .filter(path -> path.toString().endsWith(".lz4"))
                .findFirst()
                .orElseThrow();
        flip(file);
        byte[] damaged = Files.readAllBytes(file);
        assertThat(run(ExitCode.BAD_INPUT, Optional.empty(), true))
                .contains("repair: would move aside and make again, from their cans: " + file.getFileName());
        assertThat(file).hasBinaryContent(damaged);
    }

    @Test
    void eachFileIsMadeAgainByteForByteWhetherDamagedOrLost() throws Exception {
        for (Path file : bucket.files()) {
            flip(file);
            assertThat(run(ExitCode.DONE, Optional.empty(), false)).contains("repair: ", " verify: whole");
            assertAsBefore();
            bucket.files();
            Files.delete(file);
            run(ExitCode.DONE, Optional.empty(), false);
            assertAsBefore();
            bucket.files();
        }
    }

    @Test
    void everythingAtOnceIsMendedInTheOrderOfTheStages() throws Exception {
        for (Path file : bucket.files()) {
            if (!file.startsWith(bucket.canned()) || file.endsWith("index.json.gz")) {
                flip(file);
            }
        }
        run(ExitCode.DONE, Optional.empty(), false);
        assertAsBefore();
    }

    @Test
    void aCanWithoutItsRawReportsStaysAsItIs() throws Exception {
        Path can = bucket.files().get(0);
        flip(can);
        byte[] damaged = Files.readAllBytes(can);
        try (var raw = Files.list(bucket.bucket().under(root.resolve("reports-raw")))) {
            for (Path report : raw.toList()) {
                Files.delete(report);
            }
        }
        assertThat(run(ExitCode.BAD_INPUT, Optional.empty(), false))
                .contains("cannot be made again: not all of its raw reports are there");
        assertThat(can).hasBinaryContent(damaged);
    }

    @Test
    void aStrangeFileIsMovedAsideAndKept() throws Exception {
        Path strange = bucket.files().get(0).resolveSibling("strange.lz4");
        Files.writeString(strange, "x");
        assertThat(run(ExitCode.DONE, Optional.empty(), false)).contains("repair: move aside: ");
        assertThat(strange).doesNotExist();
        assertThat(bucket.canned().resolve(".pipeline/damaged/2017-01-01.1/strange.lz4"))
                .hasContent("x");
    }

    @Test
    void rowsAreMadeAgainAndTheOthersKeepTheirNumbers() throws Exception {
        MetaDb metaDb = new MetaDb(metadb.dataSource());
        bucket.ingest(metaDb);
        List<List<String>> before = metadb.query("SELECT msm_no, orig_sha1, id FROM measurement ORDER BY 1");
        String lost = before.get(0).get(0);
        metadb.execute("DELETE FROM measurement WHERE msm_no = " + lost);
        assertThat(run(ExitCode.DONE, Optional.of(metaDb), false)).contains("repair: read into the database again: ");
        List<List<String>> after = metadb.query("SELECT msm_no, orig_sha1, id FROM measurement ORDER BY 1");
        assertThat(after).hasSameSizeAs(before).containsAll(before.subList(1, before.size()));
        String other = before.get(1).get(0);
        metadb.execute("UPDATE measurement SET frame_off = frame_off + 1 WHERE msm_no = " + other);
        run(ExitCode.DONE, Optional.of(metaDb), false);
        assertThat(metadb.query("SELECT msm_no, orig_sha1, id FROM measurement ORDER BY 1"))
                .isEqualTo(after);
    }
}
