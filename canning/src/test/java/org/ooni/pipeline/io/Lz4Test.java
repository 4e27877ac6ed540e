package org.ooni.pipeline.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream.BlockSize;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream.Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Lz4Test {
    private static final int BLOCK = Lz4Format.BLOCK_SIZE;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 65_536, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK + 17})
    void aWrittenStreamIsReadBack(int size) throws IOException {
        byte[] text = text(size, size);
        assertThat(read(written(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 262_144, BLOCK + 1})
    void anEncodedFrameIsReadBack(int size) throws IOException {
        byte[] text = text(size, size);
        byte[] frame = encoded(text);
        assertThat(Lz4Reader.decodeFrame(frame, size, "frame")).isEqualTo(text);
        assertThat(Lz4Format.getLong(frame, 6)).as("content size in the header").isEqualTo(size);
    }

    @Test
    void incompressibleTextIsStored() throws IOException {
        byte[] noise = new byte[100_000];
        new Random(5).nextBytes(noise);
        byte[] frame = encoded(noise);
        assertThat(frame.length).isEqualTo(noise.length + 15 + 4 + 8);
        assertThat(read(frame)).isEqualTo(noise);
    }

    @Test
    void concatenatedAndSkippableFramesAreOneText() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(encoded("one ".getBytes()));
        file.write(new byte[] {0x53, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 9, 9, 9});
        file.write(encoded(new byte[0]));
        file.write(linked("two ".getBytes()));
        file.write(written("three".getBytes()));
        assertThat(read(file.toByteArray())).asString().isEqualTo("one two three");
    }

    @Test
    void linkedBlocksAreRead() throws IOException {
        // Long matches, many of them into the block before; the library is slow to write others.
        byte[] text = "one line is like another\n".repeat(12_000).getBytes();
        assertThat(read(linked(text))).isEqualTo(text);
    }

    @Test
    void everyFlippedByteOfAFrameIsNoticed() throws IOException {
        byte[] text = text(3_000, 3);
        byte[] frame = encoded(text);
        for (int i = 0; i < frame.length; i++) {
            byte[] damaged = frame.clone();
            damaged[i] ^= 0x10;
            int at = i;
            assertThatThrownBy(() -> assertThat(read(damaged)).isNotEqualTo(text))
                    .as("byte %d", at)
                    .isInstanceOfAny(CorruptFileException.class);
        }
    }

    @Test
    void everyCutOfAFrameIsNoticedAndLocated() throws IOException {
        byte[] frame = encoded(text(3_000, 4));
        for (int length = 1; length < frame.length; length++) {
            byte[] cut = Arrays.copyOf(frame, length);
            assertThatThrownBy(() -> read(cut))
                    .isInstanceOf(CorruptFileException.class)
                    .hasMessageStartingWith("test.lz4 @" + length);
        }
    }

    @Test
    void aWrongContentSizeIsNoticed() throws IOException {
        byte[] frame = encoded("four".getBytes());
        frame[6] = 5;
        frame[14] = Lz4Format.descriptorChecksum(frame, 4, 10);
        assertThatThrownBy(() -> read(frame)).hasMessageContaining("frame text size: expected 5, got 4");
    }

    @Test
    void aBlockBeyondItsBoundIsRefusedBeforeItIsRead() throws IOException {
        byte[] frame = encoded(text(100, 1));
        Lz4Format.putInt(frame, 15, BLOCK + 1);
        assertThatThrownBy(() -> read(frame)).hasMessageContaining("block size: expected at most " + BLOCK);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 5 * BLOCK, 7 * BLOCK + 3})
    void blocksThatOtherThreadsEncodeGiveTheSameFrame(int size) throws IOException {
        byte[] text = text(size, size);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (Lz4Blocks blocks = new Lz4Blocks(3, new BlockEncoder())) {
            // The second time in buffers that were used before.
            for (int time = 1; time <= 2; time++) {
                file.reset();
                try (Lz4Writer writer = new Lz4Writer(file, blocks)) {
                    writer.write(text);
                }
                assertThat(file.toByteArray()).isEqualTo(written(text));
            }
        }
    }

    private static byte[] text(int size, long seed) {
        Random random = new Random(seed);
        byte[] text = new byte[size];
        for (int i = 0; i < size; i++) {
            text[i] = (byte) "  aeiou bcdfg\n".charAt(random.nextInt(14));
        }
        return text;
    }

    private static byte[] written(byte[] text) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (Lz4Writer writer = new Lz4Writer(file)) {
            writer.write(text);
        }
        return file.toByteArray();
    }

    private static byte[] encoded(byte[] text) {
        Lz4FrameEncoder encoder = new Lz4FrameEncoder(new BlockEncoder());
        int size = encoder.encode(text, text.length);
        return Arrays.copyOf(encoder.frame(), size);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 5000000", "5, 0", "7, 20", "1, 4194303", "1, 4194304", "300000, 9000000", "4194305, 3"})
    void aTextInTwoPartsGivesTheFrameOfTheWhole(int headLength, int length) {
        byte[] whole = new byte[headLength + length];
        new Random(headLength + length).nextBytes(whole);
        Arrays.fill(whole, whole.length / 2, whole.length, (byte) 'x');
        byte[] tail = new byte[length + 9];
        System.arraycopy(whole, headLength, tail, 9, length);
        Lz4FrameEncoder encoder = new Lz4FrameEncoder(new BlockEncoder());
        int size = encoder.encode(Arrays.copyOf(whole, headLength + 3), headLength, tail, 9, length);
        Lz4FrameEncoder slow = new Lz4FrameEncoder(new BlockEncoder());
        int expected = slow.encode(whole, whole.length);
        assertThat(Arrays.copyOf(encoder.frame(), size)).isEqualTo(Arrays.copyOf(slow.frame(), expected));
    }

    private static byte[] linked(byte[] text) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (FramedLZ4CompressorOutputStream out =
                new FramedLZ4CompressorOutputStream(file, new Parameters(BlockSize.K64, true, false, true))) {
            out.write(text);
        }
        return file.toByteArray();
    }

    private static byte[] read(byte[] file) throws IOException {
        try (Lz4Reader reader = new Lz4Reader(new ByteArrayInputStream(file), "test.lz4")) {
            return reader.readAllBytes();
        }
    }
}
