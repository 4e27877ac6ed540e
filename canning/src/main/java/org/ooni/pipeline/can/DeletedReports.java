package org.ooni.pipeline.can;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ooni.pipeline.io.CannotWriteException;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.io.DirectoryLock;
import org.ooni.pipeline.io.JsonLines;
import org.ooni.pipeline.io.WholeFile;

/**
 * Reports that were deleted on purpose and must not come back: {@code <canned root>/.pipeline/deleted.jsonl}, a line
 * for each report, or for each can of it if it was in several. Immutable.
 */
public final class DeletedReports {
    private static final String FILE = "deleted.jsonl";

    /** Of the lock that is held while the file is written. */
    private static final String LOCK = "deleted";

    private final Set<Deletion> deletions;
    private final Set<String> textnames;
    private final Set<String> filenames;

    /**
     * That a report is deleted.
     *
     * @param filename {@code <bucket>/<file>} of the can that it was in; empty if it was in none
     * @param at when that was asked for first
     */
    public record Deletion(String textname, String filename, Instant at) {}

    private DeletedReports(Set<Deletion> deletions) {
        this.deletions = deletions;
        this.textnames = deletions.stream().map(Deletion::textname).collect(Collectors.toUnmodifiableSet());
        this.filenames = deletions.stream().map(Deletion::filename).collect(Collectors.toUnmodifiableSet());
    }

    /** @throws CorruptFileException if the record is damaged: then nobody knows what must not come back */
    public static DeletedReports read(Path cannedRoot) throws IOException {
        Path file = file(cannedRoot);
        Set<Deletion> deletions = new LinkedHashSet<>();
        if (Files.exists(file)) {
            try (JsonLines.Reader lines = JsonLines.read(Files.newInputStream(file), file.toString())) {
                for (JsonNode line = lines.next(); line != null; line = lines.next()) {
                    deletions.add(deletion(line, file));
                }
            }
        }
        return new DeletedReports(deletions);
    }

    private static Deletion deletion(JsonNode line, Path file) throws CorruptFileException {
        try {
            String textname = line.path("textname").asText();
            if (!textname.isEmpty()) {
                return new Deletion(
                        textname,
                        line.path("filename").asText(),
                        Instant.parse(line.path("deleted_at").asText()));
            }
        } catch (DateTimeParseException e) {
            throw new CorruptFileException(file.toString(), "no time in deleted_at: " + line.path("deleted_at"));
        }
        throw new CorruptFileException(file.toString(), "a line without textname");
    }

    /** Adds what is not there yet, durably. */
    public static void record(Path cannedRoot, Collection<Deletion> more) throws IOException {
        DirectoryLock writing = DirectoryLock.exclusive(cannedRoot, LOCK);
        try (writing) {
            DeletedReports before = read(cannedRoot);
            Set<Deletion> all = new LinkedHashSet<>(before.deletions);
            for (Deletion deletion : more) {
                if (!before.filenames(deletion.textname()).contains(deletion.filename())) {
                    all.add(deletion);
                }
            }
            if (all.size() > before.deletions.size()) {
                write(file(cannedRoot), all);
            }
        }
    }

    private static void write(Path file, Set<Deletion> deletions) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (JsonLines.Writer lines = JsonLines.write(text)) {
            for (Deletion deletion : deletions) {
                lines.line(json -> {
                    json.writeStringField("deleted_at", deletion.at().toString());
                    json.writeStringField("filename", deletion.filename());
                    json.writeStringField("textname", deletion.textname());
                });
            }
        }
        try {
            WholeFile.write(file, text.toByteArray());
        } catch (IOException e) {
            throw new CannotWriteException(file, e);
        }
    }

    public boolean contains(String textname) {
        return textnames.contains(textname);
    }

    /** Whether a report was deleted from a can of that name. */
    public boolean hadCan(String filename) {
        return filenames.contains(filename);
    }

    /** Of the cans that the report was in; an empty name says that it was in none. */
    public Set<String> filenames(String textname) {
        return deletions.stream()
                .filter(deletion -> deletion.textname().equals(textname))
                .map(Deletion::filename)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Where it is recorded; the file may be absent. */
    public static Path file(Path cannedRoot) {
        return DirectoryLock.state(cannedRoot).resolve(FILE);
    }
}
