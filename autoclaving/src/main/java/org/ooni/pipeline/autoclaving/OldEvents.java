package org.ooni.pipeline.autoclaving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.io.Gzip;
import org.ooni.pipeline.io.PublishedDirectory;

/**
 * Carries the events of files that stay as they are from an old index into its successor, byte for byte and in their
 * order. Not thread-safe.
 */
final class OldEvents implements Closeable {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Path index;
    private final BufferedReader lines;
    private final Set<String> kept;
    private long row;

    private OldEvents(Path index, BufferedReader lines, Set<String> kept) {
        this.index = index;
        this.lines = lines;
        this.kept = new HashSet<>(kept);
    }

    /** Opens a bucket's index, whose grammar was checked, or stands for that of a bucket without one. */
    static OldEvents of(PublishedDirectory directory, Set<String> kept) throws IOException {
        // Every byte is a character, and is written as the byte that it was.
        return new OldEvents(
                directory.index(),
                directory.isComplete()
                        ? new BufferedReader(
                                new InputStreamReader(Gzip.open(directory.index()), StandardCharsets.ISO_8859_1))
                        : new BufferedReader(new StringReader("")),
                kept);
    }

    /** Copies the events of {@code filename}, and those that stand before them, unless that has been done. */
    void copyThrough(String filename, OutputStream out) throws IOException {
        while (kept.contains(filename) && nextFile(out)) {
            continue;
        }
    }

    /** Copies what is left. */
    void copyRest(OutputStream out) throws IOException {
        while (nextFile(out)) {
            continue;
        }
    }

    /** Copies the events of the next file, or skips them if it is not kept; false at the end. */
    private boolean nextFile(OutputStream out) throws IOException {
        String line = nextLine();
        if (line == null) {
            return false;
        }
        JsonNode event = parse(line);
        boolean keep = kept.remove(event.path("filename").asText());
        copy(line, keep, out);
        while (!event.path("type").asText().equals("/file")) {
            line = nextLine();
            event = parse(line);
            copy(line, keep, out);
        }
        return true;
    }

    private String nextLine() throws IOException {
        row++;
        return lines.readLine();
    }

    private JsonNode parse(String line) throws CorruptFileException {
        if (line == null) {
            throw corrupt("the index ends inside a file");
        }
        try {
            return MAPPER.readTree(line);
        } catch (JsonProcessingException e) {
            throw corrupt("not an event on a line of its own");
        }
    }

    private CorruptFileException corrupt(String reason) {
        return new CorruptFileException(index.toString(), "row " + row + ": " + reason);
    }

    private static void copy(String line, boolean keep, OutputStream out) throws IOException {
        if (keep) {
            out.write(line.getBytes(StandardCharsets.ISO_8859_1));
            out.write('\n');
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
