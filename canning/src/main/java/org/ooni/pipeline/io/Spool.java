package org.ooni.pipeline.io;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Bytes that are written once and then read once: the first in memory, those beyond a bound in a temporary file, which
 * goes when the spool is closed. Not thread-safe.
 */
public final class Spool extends OutputStream implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final Path directory;
    private final int bound;
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private Path overflowName;
    private FileChannel overflow;
    private OutputStream overflowOut;

    /**
     * @param directory where the temporary file goes if one is needed
     * @param bound bytes kept in memory
     */
    public Spool(Path directory, int bound) {
        this.directory = directory;
        this.bound = bound;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int off, int length) throws IOException {
        if (overflow == null && memory.size() + (long) length <= bound) {
            memory.write(bytes, off, length);
            return;
        }
        if (overflow == null) {
            openOverflow();
        }
        try {
            overflowOut.write(bytes, off, length);
        } catch (IOException e) {
            throw new CannotWriteException(overflowName, e);
        }
    }

    private void openOverflow() throws IOException {
        overflowName = directory.resolve(Publication.TEMPORARY_PREFIX
                + "spool-"
                + Long.toHexString(ThreadLocalRandom.current().nextLong()));
        try {
            overflow = FileChannel.open(
                    overflowName,
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw new CannotWriteException(overflowName, e);
        }
        overflowOut = new java.io.BufferedOutputStream(Channels.newOutputStream(overflow), BUFFER);
    }

    /** Everything written so far, from its start; valid until the spool is closed. */
    public InputStream read() throws IOException {
        InputStream head = new ByteArrayInputStream(memory.toByteArray());
        if (overflow == null) {
            return head;
        }
        overflowOut.flush();
        overflow.position(0);
        return new SequenceInputStream(head, new BufferedInputStream(Channels.newInputStream(overflow), BUFFER));
    }

    @Override
    public void close() throws IOException {
        if (overflow != null) {
            overflow.close();
        }
    }
}
