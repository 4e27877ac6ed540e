package org.ooni.pipeline.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Proves every byte of an index: nothing but its gzip frame says what its bytes were. The library's reader passes over
 * the header's time, flags and system, and over what follows the end; here all of these count.
 *
 * <p>The header must be ours (no name, no time), or as the Python pipeline wrote it: with a time, and maybe a name, of
 * which nothing can be said (docs/formats.md, "Proof").
 */
public final class GzipProof {
    private static final int BUFFER = 64 * 1024;
    private static final int HEADER = 10;
    private static final int TRAILER = 8;
    private static final int FLAGS_OFF = 3;
    private static final int TIME_OFF = 4;
    private static final int LEVEL_OFF = 8;
    private static final int FLAG_NAME = 8;
    private static final int MAX_NAME = 255;

    private final Path file;
    private final InputStream in;
    private long position;

    private GzipProof(Path file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    /** @throws CorruptFileException with the offset, when {@code file} is not one whole gzip member and nothing else */
    public static void prove(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            new GzipProof(file, in).prove();
        }
    }

    private void prove() throws IOException {
        header();
        Inflater inflater = new Inflater(true);
        try {
            text(inflater);
        } finally {
            inflater.end();
        }
    }

    private void header() throws IOException {
        ByteBuffer header = ByteBuffer.wrap(need(HEADER, "gzip header")).order(ByteOrder.LITTLE_ENDIAN);
        int flags = header.get(FLAGS_OFF);
        boolean hasTime = header.getInt(TIME_OFF) != 0;
        header.putInt(TIME_OFF, 0).put(FLAGS_OFF, (byte) 0);
        byte level = hasTime ? (byte) 2 : 0;
        byte[] expected = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, level, (byte) 0xff};
        if (!header.equals(ByteBuffer.wrap(expected)) || (flags != 0 && !(hasTime && flags == FLAG_NAME))) {
            throw corrupt(0, "gzip header that no index has");
        }
        if (flags == FLAG_NAME) {
            name();
        }
    }

    private void name() throws IOException {
        for (int i = 0; i <= MAX_NAME; i++) {
            int c = need(1, "name in the gzip header")[0];
            if (c == 0) {
                return;
            }
            if (c < ' ') {
                break;
            }
        }
        throw corrupt(HEADER, "name in the gzip header is none");
    }

    private void text(Inflater inflater) throws IOException {
        long start = position;
        CRC32 crc = new CRC32();
        byte[] input = new byte[BUFFER];
        byte[] output = new byte[BUFFER];
        int filled = 0;
        try {
            while (!inflater.finished()) {
                if (inflater.needsInput()) {
                    filled = in.read(input);
                    if (filled < 0) {
                        throw corrupt(start + inflater.getBytesRead(), "gzip data ends too early");
                    }
                    inflater.setInput(input, 0, filled);
                }
                crc.update(output, 0, inflater.inflate(output));
                if (inflater.needsDictionary()) {
                    throw corrupt(start + inflater.getBytesRead(), "gzip data wants a dictionary");
                }
            }
        } catch (DataFormatException e) {
            throw corrupt(start + inflater.getBytesRead(), "gzip data does not decompress: " + e.getMessage());
        }
        position = start + inflater.getBytesRead();
        int left = inflater.getRemaining();
        trailer(new Rest(input, filled - left, left), crc, inflater.getBytesWritten());
    }

    /** What was read and belongs behind the data. */
    private record Rest(byte[] bytes, int off, int length) {}

    private void trailer(Rest rest, CRC32 crc, long size) throws IOException {
        byte[] tail = new byte[TRAILER + 1];
        int n = Math.min(rest.length, tail.length);
        System.arraycopy(rest.bytes, rest.off, tail, 0, n);
        n += in.readNBytes(tail, n, tail.length - n);
        if (n < TRAILER) {
            throw corrupt(position + n, "gzip trailer is cut off");
        }
        ByteBuffer trailer = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
        require("gzip crc32", (int) crc.getValue(), trailer.getInt(), 0);
        require("gzip text size", (int) size, trailer.getInt(), Integer.BYTES);
        if (n > TRAILER) {
            throw corrupt(position + TRAILER, "something follows the end of the gzip data");
        }
    }

    private void require(String what, int expected, int actual, int off) throws CorruptFileException {
        if (expected != actual) {
            throw new CorruptFileException(file.toString(), position + off, what, expected, actual);
        }
    }

    private byte[] need(int length, String what) throws IOException {
        byte[] bytes = in.readNBytes(length);
        position += bytes.length;
        if (bytes.length < length) {
            throw corrupt(position, what + " is cut off");
        }
        return bytes;
    }

    private CorruptFileException corrupt(long offset, String reason) {
        return new CorruptFileException(file.toString(), offset, reason);
    }
}
