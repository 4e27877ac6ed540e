package org.ooni.pipeline.cli.fingerprint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ooni.pipeline.io.BadInputException;

/** A file of text, read whole. */
final class CsvFile {
    /** A hundred times what the community's list has grown to. */
    private static final int MAX_BYTES = 32 << 20;

    private CsvFile() {}

    /** @throws BadInputException when it cannot be read, is too large, or is not UTF-8 */
    static String read(Path file) throws BadInputException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw BadInputException.unreadable("the list " + file, e);
        }
        if (bytes.length > MAX_BYTES) {
            throw new BadInputException(file + " has more than " + (MAX_BYTES >> 20) + " MiB");
        }
        CharBuffer text = CharBuffer.allocate(bytes.length);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, text, true);
        if (result.isError()) {
            throw new BadInputException(
                    file + ": line " + line(bytes, in.position()) + " (byte " + in.position() + ") is not UTF-8");
        }
        return text.flip().toString();
    }

    private static int line(byte[] bytes, int offset) {
        int line = 1;
        for (int i = 0; i < offset; i++) {
            if (bytes[i] == '\n') {
                line++;
            }
        }
        return line;
    }
}
