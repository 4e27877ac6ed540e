package org.ooni.pipeline.io;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Bytes that are written once and then read once: the first in memory, those beyond a bound in a temporary file, which
 * goes when the spool is closed. Not thread-safe.
 */
public final class Spool implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final Path directory;
    private final int bound;
    private final OutputStream out = new Sink();
    private final List<byte[]> memory = new ArrayList<>();
    private int inMemory;
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

    /**
     * Takes bytes until they are read; a failure to write is a {@link CannotWriteException}. Closing it changes
     * nothing: what is written through encoders that close what they write to is still to be read.
     */
    public OutputStream out() {
        return out;
    }

    /** Everything written, from its start; called once, and valid until the spool is closed. */
    public InputStream read() throws IOException {
        List<InputStream> parts = new ArrayList<>();
        for (int i = 0; i < memory.size(); i++) {
            parts.add(new ByteArrayInputStream(memory.get(i), 0, Math.min(BUFFER, inMemory - i * BUFFER)));
        }
        if (overflow != null) {
            try {
                overflowOut.flush();
            } catch (IOException e) {
                throw new CannotWriteException(overflowName, e);
            }
            overflow.position(0);
            parts.add(new BufferedInputStream(Channels.newInputStream(overflow), BUFFER));
        }
        return new SequenceInputStream(Collections.enumeration(parts));
    }

    @Override
    public void close() throws IOException {
        if (overflow != null) {
            overflow.close();
        }
    }

    private void openOverflow() throws IOException {
        overflowName = directory.resolve(Publication.TEMPORARY_PREFIX
                + "spool-"
                + Long.toHexString(ThreadLocalRandom.current().nextLong()));
        overflow = FileChannel.open(
                overflowName,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
        overflowOut = new BufferedOutputStream(Channels.newOutputStream(overflow), BUFFER);
    }

    /** Grows by pieces, for an array that doubles would hold three times the bytes while it does. */
    private void keep(byte[] bytes, int off, int length) {
        int from = off;
        while (from < off + length) {
            int at = inMemory % BUFFER;
            if (at == 0) {
                memory.add(new byte[BUFFER]);
            }
            int n = Math.min(off + length - from, BUFFER - at);
            System.arraycopy(bytes, from, memory.get(memory.size() - 1), at, n);
            from += n;
            inMemory += n;
        }
    }

    private final class Sink extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int off, int length) throws IOException {
            if (overflow == null && inMemory + (long) length <= bound) {
                keep(bytes, off, length);
                return;
            }
            try {
                if (overflow == null) {
                    openOverflow();
                }
                overflowOut.write(bytes, off, length);
            } catch (IOException e) {
                throw new CannotWriteException(overflowName, e);
            }
        }
    }
}
