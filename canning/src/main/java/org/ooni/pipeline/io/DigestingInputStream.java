package org.ooni.pipeline.io;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Passes bytes on and sums them up. Bytes that are skipped are read, so that the sum is of all of them. */
public final class DigestingInputStream extends FilterInputStream {
    private static final int BUFFER = 64 * 1024;

    private final Digester digester = new Digester();

    public DigestingInputStream(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int off, int length) throws IOException {
        int n = in.read(bytes, off, length);
        if (n > 0) {
            digester.update(bytes, off, n);
        }
        return n;
    }

    @Override
    public long skip(long n) throws IOException {
        int got = read(new byte[(int) Math.max(0, Math.min(n, BUFFER))]);
        return Math.max(0, got);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Bytes read so far. */
    public long position() {
        return digester.size();
    }

    /** Reads what is left and returns the digest of everything; called once. */
    public FileDigest finish() throws IOException {
        byte[] rest = new byte[BUFFER];
        while (read(rest, 0, rest.length) >= 0) {
            continue;
        }
        return digester.finish();
    }
}
