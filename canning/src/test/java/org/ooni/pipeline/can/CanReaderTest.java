package org.ooni.pipeline.can;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.io.FileDigest;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.io.Tar;

class CanReaderTest {
    private static final String LONG_NAME = "long".repeat(50) + ".json";

    @TempDir
    Path root;

    @Test
    void theReportsOfATarAreReadInItsOrder() throws IOException {
        Can can = forge().report("b.json", "{}\n")
                .report(LONG_NAME, "[]")
                .report("a.json", "")
                .tar();
        assertThat(read(can))
                .containsExactly("2016-09-28/b.json={}\n", "2016-09-28/" + LONG_NAME + "=[]", "2016-09-28/a.json=");
    }

    @Test
    void theReportOfABlobIsRead() throws IOException {
        assertThat(read(forge().report("a.json", "{}\n").blob())).containsExactly("2016-09-28/a.json={}\n");
        assertThat(read(forge().report("empty.json", "").blob())).containsExactly("2016-09-28/empty.json=");
    }

    @Test
    void aReportNeedNotBeReadToItsEnd() throws IOException {
        AtomicLong done = new AtomicLong();
        Can can = forge().report("a.json", "first").report("b.json", "second").tar();
        try (CanReader reader = CanReader.open(root, can, done::addAndGet)) {
            assertThat(reader.next().in().read()).isEqualTo('f');
            reader.next().in().close();
            assertThat(reader.next()).isNull();
        }
        assertThat(done).hasValue("firstsecond".length());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 40})
    void aTarMayEndAfterAnyNumberOfZeroRecords(int records) throws IOException {
        Can can = forge().report("a.json", "{}\n").endRecords(records).tar();
        assertThat(read(can)).containsExactly("2016-09-28/a.json={}\n");
    }

    @Test
    void linkedBlocksAreRead() throws IOException {
        String text = "{\"a\": 1}\n".repeat(30_000);
        assertThat(read(forge().linked().report("a.json", text).tar())).containsExactly("2016-09-28/a.json=" + text);
        assertThat(read(forge().linked().report("a.json", text).blob())).containsExactly("2016-09-28/a.json=" + text);
    }

    @Test
    void everyFlippedByteOfATarIsNoticed() throws IOException {
        assertEveryFlipIsNoticed(forge().report("a.json", "{\"some\": \"text\"}\n")
                .report("b.json", "{}\n")
                .tar());
    }

    @Test
    void everyFlippedByteOfABlobIsNoticed() throws IOException {
        assertEveryFlipIsNoticed(
                forge().report("a.json", "{\"some\": \"text\"}\n").blob());
    }

    @Test
    void everyCutIsNoticed() throws IOException {
        Can can = forge().report("a.json", "{\"some\": \"text\"}\n").tar();
        byte[] whole = Files.readAllBytes(root.resolve(can.filename()));
        for (int length = 0; length < whole.length; length++) {
            Files.write(root.resolve(can.filename()), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> read(can)).as("cut at %d", length).isInstanceOf(CorruptFileException.class);
        }
    }

    @Test
    void aMissingEntryIsNamed() throws IOException {
        Can can = forge().report("a.json", "{}")
                .indexed("b.json", CanForge.digest("[]"))
                .indexed("c.json", CanForge.digest("[]"))
                .tar();
        assertCorrupt(can, "the tar lacks 2016-09-28/b.json");
    }

    @Test
    void anExtraEntryIsNamed() throws IOException {
        Can can = forge().report("a.json", "{}").entry("b.json", "[]").tar();
        assertCorrupt(can, "the tar has an entry that the index does not: 2016-09-28/b.json");
    }

    @Test
    void anEntryOfAnotherSizeIsNamed() throws IOException {
        Can can = forge().entry("a.json", "{}")
                .indexed("a.json", CanForge.digest("{}\n"))
                .tar();
        assertCorrupt(can, "2016-09-28/a.json text size: expected 3, got 2");
    }

    @Test
    void aBlobOfAnotherSizeIsNamed() throws IOException {
        Can can = forge().entry("a.json", "{}")
                .indexed("a.json", CanForge.digest("{}\n"))
                .blob();
        assertThatThrownBy(() -> read(can))
                .hasMessage(CanForge.BLOB + " @2: 2016-09-28/a.json text size: expected 3, got 2");
    }

    @Test
    void otherDigestsOfAReportAreNamed() throws IOException {
        FileDigest right = CanForge.digest("{}");
        FileDigest wrong = CanForge.digest("[]");
        assertCorrupt(
                forge().entry("a.json", "{}").indexed("a.json", wrong).tar(),
                "2016-09-28/a.json text crc32: expected " + wrong.crc32() + ", got " + right.crc32());
        FileDigest wrongSha1 = new FileDigest(2, right.crc32(), wrong.sha1());
        assertCorrupt(
                forge().entry("a.json", "{}").indexed("a.json", wrongSha1).tar(),
                "2016-09-28/a.json text sha1: expected " + wrong.sha1() + ", got " + right.sha1());
    }

    @Test
    void anotherDigestOfTheFileIsNamed() throws IOException {
        TarCan can = forge().report("a.json", "{}").tar();
        FileDigest wrong = new FileDigest(can.file().size(), 1, can.file().sha1());
        Can indexed = new TarCan(can.filename(), wrong, can.textSize(), can.reports());
        assertCorrupt(indexed, "file crc32: expected 1, got " + can.file().crc32());
    }

    @Test
    void anotherTextSizeOfATarIsNamed() throws IOException {
        TarCan can = forge().report("a.json", "{}").tar();
        Can indexed = new TarCan(can.filename(), can.file(), can.textSize() + 512, can.reports());
        assertCorrupt(indexed, "text size: expected 10752, got 10240");
    }

    @Test
    void aTarCutWithinAReportNamesTheCan() throws IOException {
        byte[] header = Tar.header("2016-09-28/a.json", 1000, 0);
        Can can = forge().indexed("a.json", CanForge.digest("x".repeat(1000))).tar(Arrays.copyOf(header, 900));
        assertThatThrownBy(() -> read(can))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageMatching(CanForge.TAR + " @\\d+: bad tar: .*");
    }

    @Test
    void anEntryThatIsNoRegularFileIsRefused() throws IOException {
        byte[] header = Tar.header("2016-09-28/a.json", 0, 0);
        header[156] = '2';
        // The header's checksum is a sum: '0' became '2'.
        header[153] += 2;
        Can can = forge().indexed("a.json", CanForge.digest("")).tar(Arrays.copyOf(header, 10_240));
        assertThatThrownBy(() -> read(can)).isInstanceOf(CorruptFileException.class);
    }

    @Test
    void aCanThatIsNotThereIsNamed() throws IOException {
        Can can = forge().report("a.json", "{}").blob();
        Path path = root.resolve(can.filename());
        Files.delete(path);
        assertThatThrownBy(() -> CanReader.open(root, can, Progress.NONE))
                .isInstanceOf(BadInputException.class)
                .hasMessage("cannot read can " + path + ": there is no such file");
    }

    private void assertEveryFlipIsNoticed(Can can) throws IOException {
        byte[] whole = Files.readAllBytes(root.resolve(can.filename()));
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 0x04;
            Files.write(root.resolve(can.filename()), damaged);
            assertThatThrownBy(() -> read(can)).as("byte %d", i).isInstanceOf(CorruptFileException.class);
        }
    }

    private void assertCorrupt(Can can, String reason) {
        assertThatThrownBy(() -> read(can))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageMatching(Pattern.quote(can.filename()) + " @\\d+: " + Pattern.quote(reason));
    }

    private CanForge forge() {
        return new CanForge(root);
    }

    private List<String> read(Can can) throws IOException {
        List<String> reports = new ArrayList<>();
        try (CanReader reader = CanReader.open(root, can, Progress.NONE)) {
            for (CanReader.Member m = reader.next(); m != null; m = reader.next()) {
                reports.add(m.report().textname() + "=" + new String(m.in().readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return reports;
    }
}
