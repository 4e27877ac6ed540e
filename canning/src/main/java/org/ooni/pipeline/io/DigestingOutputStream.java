package org.ooni.pipeline.io;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Passes bytes on and sums them up. */
public final class DigestingOutputStream extends FilterOutputStream {
    private final Digester digester = new Digester();

    public DigestingOutputStream(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int off, int length) throws IOException {
        out.write(bytes, off, length);
        digester.update(bytes, off, length);
    }

    /** The digest of everything written; called once, after the last write. */
    public FileDigest finish() {
        return digester.finish();
    }
}
