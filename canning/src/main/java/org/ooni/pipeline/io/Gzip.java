package org.ooni.pipeline.io;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/** gzip as the indexes use it: without a name and a time, so that the same text gives the same bytes. */
public final class Gzip {
    private static final int BUFFER = 64 * 1024;

    private Gzip() {}

    public static OutputStream compress(OutputStream out) throws IOException {
        return new BufferedOutputStream(new GZIPOutputStream(out, BUFFER), BUFFER);
    }

    public static InputStream open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            return new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER);
        } catch (IOException e) {
            in.close();
            if (e instanceof EOFException || e instanceof ZipException) {
                throw new CorruptFileException(file.toString(), 0, "not a gzip file: " + IoReason.of(e));
            }
            throw e;
        }
    }
}
