package org.ooni.pipeline.autoclaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ooni.pipeline.autoclaving.AutoclavingResult.State;
import org.ooni.pipeline.can.BlobCan;
import org.ooni.pipeline.can.Can;
import org.ooni.pipeline.can.CanIndex;
import org.ooni.pipeline.can.CannedText;
import org.ooni.pipeline.can.TarCan;
import org.ooni.pipeline.io.Digester;
import org.ooni.pipeline.io.FileDigest;
import org.ooni.pipeline.io.Gzip;
import org.ooni.pipeline.io.JsonLines;

/** Cans as the original tools wrote them, made here by the tools that those called. */
class OriginalCansTest {
    private static final int REPORTS = 4;

    @TempDir
    private Path temp;

    private TestBucket bucket;
    private Path tar;
    private final List<CannedText> texts = new ArrayList<>();

    @BeforeEach
    void aTarByGnuTar() throws Exception {
        Tool.assumeInstalled("lz4", "tar");
        bucket = new TestBucket(temp.resolve("home"));
        Files.createDirectories(bucket.canned(""));
        tar = temp.resolve("ndt.0.tar");
        List<Object> names = new ArrayList<>(List.of(tar, bucket.rawRoot()));
        for (int n = 0; n < REPORTS; n++) {
            // A name of more than 100 bytes, which GNU tar stores in a record of its own.
            String file = TestBucket.file("ndt", n, "json").replace("-id", "-" + "i".repeat(70));
            String line = TestBucket.measurement("ndt", n) + "\n";
            bucket.report(file, line.repeat(n * 1000));
            names.add(TestBucket.DAY + "/" + file);
            texts.add(new CannedText(
                    TestBucket.DAY + "/" + file, digest(bucket.rawRoot().resolve(TestBucket.DAY + "/" + file))));
        }
        Tool.shell("tar --format=gnu -cf \"$1\" -C \"$2\" \"${@:3}\"", names.toArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-5",
                "-5 --content-size",
                "-5 -BD",
                "-5 -BD -B4",
                "-5 -BD -B4 --content-size",
                "-1 -B5 --no-frame-crc"
            })
    void theFlagsOfLz4MakeNoDifference(String flags) throws Exception {
        index(List.of(tarCan(flags), blobCan(flags, "a"), blobCan(flags, "b")));
        assertThat(bucket.run())
                .extracting(AutoclavingResult::state, AutoclavingResult::reports, AutoclavingResult::data)
                .containsExactly(State.AUTOCLAVED, REPORTS + 2L, 6000L + 2 * 3000);
        assertThat(bucket.read().reports().subList(0, REPORTS))
                .allSatisfy(report -> assertThat(report.textname()).hasSizeGreaterThan(100))
                .extracting(report -> report.data().size())
                .containsExactly(0, 1000, 2000, 3000);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aTarMayBeCutAmongItsLastZeroRecords(int records) throws Exception {
        byte[] whole = Files.readAllBytes(tar);
        int end = whole.length;
        while (whole[end - 1] == 0) {
            end--;
        }
        end = (end + 511) / 512 * 512;
        Files.write(tar, Arrays.copyOf(whole, end + 512 * records));
        index(List.of(tarCan("-5")));
        assertThat(bucket.run().data()).isEqualTo(6000);
    }

    @Test
    void filesComeInTheOrderOfAnUnsortedIndex() throws Exception {
        index(List.of(blobCan("-5", "z"), tarCan("-5"), blobCan("-5", "a")));
        assertThat(bucket.run().state()).isEqualTo(State.AUTOCLAVED);
        assertThat(bucket.read().files())
                .containsExactly(
                        "2016-09-28/" + TestBucket.file("z", 0, "json") + ".lz4",
                        "2016-09-28/ndt.0.tar.lz4",
                        "2016-09-28/" + TestBucket.file("a", 0, "json") + ".lz4");
        assertThat(bucket.run().state()).isEqualTo(State.UNCHANGED);
    }

    @Test
    void anArchiveOfLinkedBlocksAndPythonsSpellingIsVerifiedAndMended() throws Exception {
        index(List.of(blobCan("-5", "a"), blobCan("-5", "b")));
        bucket.run();
        ReadBucket before = bucket.read();
        Path file = bucket.autoclaved(TestBucket.file("a", 0, "json") + ".lz4");
        relink(file);
        assertThat(bucket.run().state()).isEqualTo(State.UNCHANGED);
        assertThat(bucket.read().reports()).isEqualTo(before.reports());

        String linked = bucket.indexText(file.getFileName().toString());
        Path other = bucket.autoclaved(TestBucket.file("b", 0, "json") + ".lz4");
        TestBucket.writable(other);
        Files.delete(other);
        assertThat(bucket.runMissing().state()).isEqualTo(State.EXTENDED);
        assertThat(bucket.indexText()).startsWith(linked);
        assertThat(bucket.read().reports()).isEqualTo(before.reports());
    }

    /** Puts one frame of linked blocks in the place of the frames of {@code file}, and tells the index. */
    private void relink(Path file) throws Exception {
        String name = file.getFileName().toString();
        String old = bucket.indexText(name);
        Path linked = temp.resolve("linked");
        Tool.shell("lz4 -dc \"$1\" > \"$2.text\"; lz4 -5 -BD -B4 -fq \"$2.text\" \"$2\"", file, linked);
        FileDigest digest = digest(linked);
        List<String> data =
                old.lines().filter(line -> line.contains("\"datum\"")).toList();
        String report = old.lines()
                .filter(line -> line.contains("\"report\""))
                .findFirst()
                .orElseThrow();
        String text =
                "{\"filename\": \"2016-09-28/" + name + "\", \"type\": \"file\"}\n{\"file_off\": 0, \"file_size\": "
                        + digest.size() + ", \"text_off\": 0, \"text_size\": " + Files.size(temp.resolve("linked.text"))
                        + ", \"type\": \"frame\"}\n" + report + "\n" + String.join("\n", data)
                        + "\n{\"type\": \"/report\"}\n{\"type\": \"/frame\"}\n{\"file_crc32\": " + digest.crc32()
                        + ", \"file_sha1\": \"" + digest.sha1() + "\", \"file_size\": " + digest.size()
                        + ", \"type\": \"/file\"}\n";
        String index = bucket.indexText().replace(old, text);
        TestBucket.writable(bucket.index());
        try (OutputStream out = Gzip.compress(Files.newOutputStream(bucket.index()))) {
            out.write(index.getBytes(StandardCharsets.US_ASCII));
        }
        TestBucket.writable(file);
        Files.copy(linked, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private Can tarCan(String flags) throws Exception {
        Path can = compress(tar, flags, "ndt.0.tar.lz4");
        return new TarCan("2016-09-28/ndt.0.tar.lz4", digest(can), Files.size(tar), texts);
    }

    private Can blobCan(String flags, String test) throws Exception {
        String file = TestBucket.file(test, 0, "json");
        bucket.report(file, (TestBucket.measurement(test, 0) + "\n").repeat(3000));
        Path raw = bucket.rawRoot().resolve(TestBucket.DAY + "/" + file);
        Path can = compress(raw, flags, file + ".lz4");
        return new BlobCan(
                "2016-09-28/" + file + ".lz4", digest(can), new CannedText(TestBucket.DAY + "/" + file, digest(raw)));
    }

    private Path compress(Path text, String flags, String file) throws Exception {
        Path can = bucket.canned(file);
        Tool.shell("lz4 " + flags + " -fq \"$1\" \"$2\"", text, can);
        return can;
    }

    private void index(List<Can> cans) throws IOException {
        try (OutputStream out = Gzip.compress(Files.newOutputStream(bucket.canned("index.json.gz")));
                JsonLines.Writer rows = JsonLines.write(out)) {
            for (Can can : cans) {
                CanIndex.write(can, rows);
            }
        }
    }

    private static FileDigest digest(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Digester digester = new Digester();
        digester.update(bytes, 0, bytes.length);
        return digester.finish();
    }
}
