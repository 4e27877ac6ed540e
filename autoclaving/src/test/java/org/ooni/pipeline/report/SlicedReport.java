package org.ooni.pipeline.report;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a slicer makes of a report, in words: {@code blob 0..16}, {@code OVERFLOW 0..99}, {@code TRUNCATED 18}. */
final class SlicedReport {
    /** A slicer under test, of either kind. */
    interface Kind {
        Slicer slicer(InputStream report, int maxBlob, int chunk);
    }

    static final Kind JSON = JsonSlicer::new;
    static final Kind YAML = YamlSlicer::new;

    private SlicedReport() {}

    static List<String> of(Kind kind, String report) throws IOException {
        return of(kind, latin1(report), 1000, 4096);
    }

    static List<String> of(Kind kind, byte[] report, int maxBlob, int chunk) throws IOException {
        InputStream in = new ByteArrayInputStream(report);
        List<String> words = new ArrayList<>();
        for (Slice slice : slices(kind.slicer(in, maxBlob, chunk))) {
            words.add(inWords(slice));
        }
        if (in.available() > 0) {
            words.add("left unread: " + in.available());
        }
        return words;
    }

    /** Every slice, with bytes of its own. */
    static List<Slice> slices(Slicer slicer) throws IOException {
        List<Slice> slices = new ArrayList<>();
        for (Slice slice; (slice = slicer.next()) != null; ) {
            if (slice instanceof Slice.Blob blob) {
                byte[] copy = Arrays.copyOfRange(blob.bytes(), blob.from(), blob.from() + blob.length());
                slices.add(new Slice.Blob(blob.off(), copy, 0, copy.length, blob.sha1()));
            } else {
                slices.add(slice);
            }
        }
        return slices;
    }

    static String inWords(Slice slice) {
        if (slice instanceof Slice.Blob blob) {
            return range("blob", blob.off(), blob.length());
        }
        if (slice instanceof Slice.Oversize oversize) {
            return range("OVERFLOW", oversize.off(), oversize.size());
        }
        return ((Slice.Cutoff) slice).reason() + " " + slice.off();
    }

    static String range(String word, long off, long size) {
        return word + " " + off + ".." + (off + size - 1);
    }

    static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] latin1) {
        return new String(latin1, StandardCharsets.ISO_8859_1);
    }

    static String sha1(String bytes) {
        try {
            return hex(MessageDigest.getInstance("SHA-1").digest(latin1(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    static String hex(byte[] sha1) {
        return String.format("%040x", new BigInteger(1, sha1));
    }
}
