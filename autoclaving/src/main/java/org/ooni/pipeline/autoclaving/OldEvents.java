package org.ooni.pipeline.autoclaving;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Set;
import org.ooni.pipeline.io.Gzip;
import org.ooni.pipeline.io.JsonLines;

/** Carries the events of files that stay as they are from an old index into its successor. */
final class OldEvents {
    private OldEvents() {}

    /** Copies the events of the files in {@code kept} from {@code index} to {@code out}, which stays open. */
    static void copy(Path index, Set<String> kept, OutputStream out) throws IOException {
        try (JsonLines.Reader old = JsonLines.read(Gzip.open(index), index.toString());
                JsonLines.Writer lines = JsonLines.write(new Unclosed(out))) {
            boolean keep = false;
            for (JsonNode line = old.next(); line != null; line = old.next()) {
                if (line.path("type").asText().equals("file")) {
                    keep = kept.contains(line.path("filename").asText());
                }
                if (keep) {
                    lines.line(line);
                }
            }
        }
    }

    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int off, int length) throws IOException {
            out.write(bytes, off, length);
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
