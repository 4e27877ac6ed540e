package org.ooni.pipeline.cli.reading;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.ooni.pipeline.io.CannotWriteException;

/** Bytes for standard output. Unlike {@code System.out} it tells when nobody reads any more. Not thread-safe. */
public final class StandardOutput extends OutputStream {
    private static final int BUFFER = 1 << 16;

    private final OutputStream out;

    StandardOutput(OutputStream out) {
        this.out = new BufferedOutputStream(out, BUFFER);
    }

    public static StandardOutput open() {
        return new StandardOutput(new FileOutputStream(FileDescriptor.out));
    }

    /** Nobody reads any more, as in {@code … | head}; that is no failure. */
    public static final class ClosedException extends IOException {
        private static final long serialVersionUID = 1L;

        private ClosedException(IOException cause) {
            super("standard output is closed", cause);
        }
    }

    @Override
    public void write(int b) throws IOException {
        try {
            out.write(b);
        } catch (IOException e) {
            throw told(e);
        }
    }

    @Override
    public void write(byte[] bytes, int off, int length) throws IOException {
        try {
            out.write(bytes, off, length);
        } catch (IOException e) {
            throw told(e);
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            out.flush();
        } catch (IOException e) {
            throw told(e);
        }
    }

    private static IOException told(IOException failure) {
        return "Broken pipe".equals(failure.getMessage())
                ? new ClosedException(failure)
                : new CannotWriteException(Path.of("standard output"), failure);
    }
}
