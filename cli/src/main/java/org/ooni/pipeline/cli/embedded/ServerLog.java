package org.ooni.pipeline.cli.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.cli.exit.ExitCode;

/** What the server has logged since a moment. */
record ServerLog(Path file, long start) {
    private static final int ROTATE_BYTES = 8 << 20;
    private static final int TAIL_BYTES = 16 << 10;
    private static final int TAIL_LINES = 12;
    private static final String NO_ROOM = "No space left on device";

    /** Puts a log that has grown large aside. */
    static ServerLog fromHere(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new ServerLog(file, 0);
        }
        if (Files.size(file) > ROTATE_BYTES) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".old"), StandardCopyOption.REPLACE_EXISTING);
            return new ServerLog(file, 0);
        }
        return new ServerLog(file, Files.size(file));
    }

    /** The last lines. */
    String tail() throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(Math.max(start, channel.size() - TAIL_BYTES));
            ByteBuffer bytes = ByteBuffer.allocate(TAIL_BYTES);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
            List<String> lines = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        }
    }

    CommandException failure(String what) throws IOException {
        String tail = tail();
        // Where there is no room at all the log has none either.
        boolean full =
                tail.contains(NO_ROOM) || Files.getFileStore(file.getParent()).getUsableSpace() == 0;
        return new CommandException(
                full ? ExitCode.CANNOT_WRITE : ExitCode.FAILED,
                what + (full ? " (" + NO_ROOM + ")" : "") + (tail.isEmpty() ? "." : ":\n" + tail.indent(2))
                        + "Its log: " + file);
    }
}
