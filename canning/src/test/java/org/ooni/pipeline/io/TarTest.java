package org.ooni.pipeline.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TarTest {
    private static final long DAY = 1_475_020_800;

    @ParameterizedTest
    @ValueSource(ints = {1, 99, 100, 101, 255, 511, 512, 513, 1023})
    void aNameOfAnyLengthIsReadBack(int length) throws IOException {
        String name = "2016-09-28/".concat("n".repeat(length)).substring(0, length);
        TarArchiveEntry entry = entry(Tar.header(name, 17, DAY));
        assertThat(entry.getName()).isEqualTo(name);
        assertThat(entry.getSize()).isEqualTo(17);
        assertThat(entry.isFile()).isTrue();
    }

    @Test
    void modeAndOwnerAreFixedAndTheTimeIsGiven() throws IOException {
        TarArchiveEntry entry = entry(Tar.header("a", 0, DAY));
        assertThat(entry.getMode()).isEqualTo(0644);
        assertThat(entry.getLongUserId()).isZero();
        assertThat(entry.getLongGroupId()).isZero();
        assertThat(entry.getUserName()).isEmpty();
        assertThat(entry.getLastModifiedDate()).hasTime(DAY * 1000);
    }

    @Test
    void theHeaderIsGnuWithALongNameRecordOnlyWhereNeeded() {
        byte[] header = Tar.header("n".repeat(100), 0, DAY);
        assertThat(header).hasSize(Tar.RECORD);
        assertThat(new String(header, 257, 8, StandardCharsets.US_ASCII)).isEqualTo("ustar  \0");
        assertThat(Tar.header("n".repeat(101), 0, DAY)).hasSize(3 * Tar.RECORD);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 511, (1L << 33) - 1, 1L << 33, (1L << 33) + 1, 1L << 40, Long.MAX_VALUE})
    void aSizeOfAnyMagnitudeIsReadBack(long size) throws IOException {
        assertThat(entry(Tar.header("a", size, DAY)).getSize()).isEqualTo(size);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, -62_167_219_200L, (1L << 33) - 1, 1L << 33, 253_402_214_400L})
    void aTimeOfAnyBucketIsReadBack(long time) throws IOException {
        assertThat(entry(Tar.header("a", 0, time)).getLastModifiedDate()).hasTime(time * 1000);
    }

    @Test
    void contentsArePaddedToWholeRecords() {
        for (int size = 0; size < 3 * Tar.RECORD; size++) {
            assertThat(Tar.padding(size)).isBetween(0, Tar.RECORD - 1);
            assertThat((size + Tar.padding(size)) % Tar.RECORD).isZero();
        }
        assertThat(Tar.padding((1L << 33) + 1)).isEqualTo(Tar.RECORD - 1);
    }

    @Test
    void anArchiveEndsWithTwoZeroRecordsAndAWholeBlock() {
        for (int records = 0; records < 100; records++) {
            byte[] end = Tar.end((long) records * Tar.RECORD);
            assertThat(end).containsOnly(0).hasSizeBetween(2 * Tar.RECORD, 2 * Tar.RECORD + Tar.BLOCK - Tar.RECORD);
            assertThat((records * Tar.RECORD + end.length) % Tar.BLOCK).isZero();
        }
    }

    @Test
    void gnuTarListsIt(@TempDir Path temp) throws Exception {
        assumeTrue(Tool.TAR.isInstalled(), "no tar on this machine");
        Path file =
                Files.write(temp.resolve("a.tar"), archive(DAY, "2016-09-28/short", "2016-09-28/" + "long".repeat(60)));
        assertThat(Tool.TAR.run("--utc", "--full-time", "-tvf", file.toString()))
                .isEqualTo("-rw-r--r-- 0/0               3 2016-09-28 00:00:00 2016-09-28/short\n"
                        + "-rw-r--r-- 0/0               3 2016-09-28 00:00:00 2016-09-28/" + "long".repeat(60) + "\n");
    }

    @ParameterizedTest
    @CsvSource({"-86400, 1969-12-31", "0, 1970-01-01", "8589945600, 2242-03-16", "253402214400, 9999-12-31"})
    void gnuTarTellsTheTimeOfAnyBucket(long time, String day, @TempDir Path temp) throws Exception {
        assumeTrue(Tool.TAR.isInstalled(), "no tar on this machine");
        Path file = Files.write(temp.resolve("a.tar"), archive(time, "a"));
        assertThat(Tool.TAR.run("--utc", "--full-time", "-tvf", file.toString()))
                .containsPattern(day + " \\d\\d:\\d\\d:00 a\n$");
    }

    private static byte[] archive(long time, String... names) {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        for (String name : names) {
            tar.writeBytes(Tar.header(name, 3, time));
            tar.writeBytes("abc".getBytes(StandardCharsets.US_ASCII));
            tar.writeBytes(new byte[Tar.padding(3)]);
        }
        tar.writeBytes(Tar.end(tar.size()));
        return tar.toByteArray();
    }

    private static TarArchiveEntry entry(byte[] header) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(header))) {
            return tar.getNextEntry();
        }
    }
}
