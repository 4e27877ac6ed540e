package org.ooni.pipeline.metadb;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.io.Gzip;

/**
 * Reads which network announces which prefix, in either of two forms, line by line (docs/metadb.md, "originas"):
 *
 * <pre>
 * prefix, length and networks:  192.0.2.0  24  64496_64497
 * a zone of TXT records:        0.2.0.192.asn.example.  IN  TXT  "64496"  "192.0.2.0"  "24"
 * </pre>
 *
 * <p>Not thread-safe.
 */
final class OriginAsFile implements Closeable {
    private static final Pattern PLAIN = Pattern.compile("(?<prefix>\\S+)\\s+(?<length>\\d{1,3})\\s+(?<asn>\\S+)\\s*");
    private static final Pattern ZONE = Pattern.compile("\\S+\\s+(?:\\d+\\s+)?IN\\s+TXT\\s+\"(?<asn>[^\"]*)\"\\s+"
            + "\"(?<prefix>[^\"]*)\"\\s+\"(?<length>\\d{1,3})\"\\s*");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,10}");
    private static final Pattern SET = Pattern.compile("[{\\[(]?\\d+(?:[, ]\\d+)*[})\\]]?");

    private final Path file;
    private final BufferedReader lines;
    private long line;
    private long sets;
    private long reserved;

    private OriginAsFile(Path file, InputStream in) {
        this.file = file;
        this.lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
    }

    /** Opens {@code file}, which is gzip if its name ends so. */
    static OriginAsFile open(Path file) throws IOException {
        try {
            return new OriginAsFile(
                    file, file.toString().endsWith(".gz") ? Gzip.open(file) : Files.newInputStream(file));
        } catch (CorruptFileException e) {
            throw e;
        } catch (IOException e) {
            throw BadInputException.unreadable("networks " + file, e);
        }
    }

    /**
     * What the next line says, which may be nothing; null at the end.
     *
     * @throws CorruptFileException naming the line, for one of neither form
     */
    List<OriginAs> next() throws IOException {
        String text = readLine();
        if (text == null) {
            return null;
        }
        line++;
        if (text.isBlank() || text.startsWith("#")) {
            return List.of();
        }
        Matcher zone = ZONE.matcher(text);
        Matcher plain = PLAIN.matcher(text);
        if (zone.matches()) {
            return origins(zone);
        }
        if (plain.matches()) {
            return origins(plain);
        }
        throw malformed("neither 'prefix length network' nor a TXT record");
    }

    private String readLine() throws IOException {
        try {
            return lines.readLine();
        } catch (EOFException | ZipException e) {
            throw new CorruptFileException(file.toString(), "damaged gzip behind line " + line);
        }
    }

    private List<OriginAs> origins(Matcher fields) throws CorruptFileException {
        String prefix;
        try {
            prefix = OriginAs.prefix(fields.group("prefix"), Integer.parseInt(fields.group("length")));
        } catch (IllegalArgumentException e) {
            throw malformed(e.getMessage());
        }
        List<OriginAs> origins = new ArrayList<>();
        for (String asn : fields.group("asn").split("_", -1)) {
            if (NUMBER.matcher(asn).matches()) {
                add(prefix, Long.parseLong(asn), origins);
            } else if (SET.matcher(asn).matches()) {
                sets++;
            } else {
                throw malformed("no network's number");
            }
        }
        return origins;
    }

    private void add(String prefix, long asn, List<OriginAs> origins) throws CorruptFileException {
        if (asn >= 64_512 && asn <= 65_535 || asn >= 4_200_000_000L) {
            reserved++;
        } else if (asn > Integer.MAX_VALUE) {
            throw malformed("a network's number beyond 2^31");
        } else {
            origins.add(new OriginAs(prefix, (int) asn));
        }
    }

    private CorruptFileException malformed(String reason) {
        return new CorruptFileException(file.toString(), "line " + line + ": " + reason);
    }

    /** Sets of networks that were passed over so far. */
    long sets() {
        return sets;
    }

    /** Networks for private use that were passed over so far. */
    long reserved() {
        return reserved;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
