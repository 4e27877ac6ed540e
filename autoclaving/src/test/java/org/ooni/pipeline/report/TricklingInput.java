package org.ooni.pipeline.report;

import java.io.ByteArrayInputStream;
import java.util.Random;

/** A stream that gives fewer bytes than it is asked for, as sockets and decompressors do. */
final class TricklingInput extends ByteArrayInputStream {
    private final Random random;

    TricklingInput(byte[] bytes, Random random) {
        super(bytes);
        this.random = random;
    }

    @Override
    public synchronized int read(byte[] target, int off, int length) {
        return super.read(target, off, Math.min(length, 1 + random.nextInt(5)));
    }
}
