package org.ooni.pipeline.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTest {
    @TempDir
    private Path directory;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whatIsWrittenIsReadWhereverItWaits(long seed) throws IOException {
        Random random = new Random(seed);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        try (Spool spool = new Spool(directory, random.nextInt(300_000))) {
            int writes = random.nextInt(12);
            for (int i = 0; i < writes; i++) {
                byte[] bytes = new byte[random.nextInt(3) == 0 ? random.nextInt(200_000) : random.nextInt(100)];
                random.nextBytes(bytes);
                int off = bytes.length / 3;
                spool.out().write(bytes, off, bytes.length - off);
                spool.out().write(i);
                expected.write(bytes, off, bytes.length - off);
                expected.write(i);
            }
            try (InputStream in = spool.read()) {
                assertThat(in.readAllBytes()).isEqualTo(expected.toByteArray());
            }
        }
        assertThat(temporaryFiles()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 131_072})
    void theBoundItselfStaysInMemory(int bound) throws IOException {
        try (Spool spool = new Spool(directory.resolve("not there"), bound)) {
            spool.out().write(new byte[bound]);
            assertThat(spool.read().readAllBytes()).hasSize(bound);
        }
        try (Spool spool = new Spool(directory.resolve("not there"), bound)) {
            assertThatThrownBy(() -> spool.out().write(new byte[bound + 1])).isInstanceOf(CannotWriteException.class);
        }
    }

    @Test
    void anEmptySpoolReadsAsNothing() throws IOException {
        try (Spool spool = new Spool(directory, 10)) {
            assertThat(spool.read().read()).isEqualTo(-1);
        }
    }

    @Test
    void closingTheStreamIsNotClosingTheSpool() throws IOException {
        try (Spool spool = new Spool(directory, 10)) {
            spool.out().write(new byte[100]);
            spool.out().close();
            assertThat(spool.read().readAllBytes()).hasSize(100);
        }
    }

    @Test
    void nothingIsLeftOfASpoolThatIsNotRead() throws IOException {
        try (Spool spool = new Spool(directory, 10)) {
            spool.out().write(new byte[100_000]);
        }
        assertThat(temporaryFiles()).isZero();
    }

    private long temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }
}
