package org.ooni.pipeline.io;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Files that take the places of published ones, and files that go, all of them or none, whenever the machine stops.
 *
 * <p>What is to be renamed or removed is first written to a journal, {@code <root>/.pipeline/<name>.journal}, which goes when the
 * last rename is done. Who next takes the directory's lock completes what a journal says. Only under the exclusive
 * {@link DirectoryLock}.
 */
final class Replacement {
    /**
     * @param from empty when the file is to go and nothing takes its place
     * @param oldSha1 of the file that is replaced; empty when there was none
     * @param newSha1 empty when the file is to go
     */
    private record Rename(String from, String to, String oldSha1, String newSha1) {}

    private final Path directory;
    private final Path journal;
    private final List<Rename> renames = new ArrayList<>();

    private Replacement(Path root, String name) {
        this.directory = root.resolve(name);
        this.journal = journal(root, name);
    }

    static Replacement in(Path root, String name) {
        return new Replacement(root, name);
    }

    /**
     * Adds a file that is written but not published. One with the bytes of the published file is dropped: mirrors and
     * backups would take its new time for a change.
     *
     * @return whether there is something to replace
     */
    boolean add(Publication file, FileDigest written) throws IOException {
        Path target = file.target();
        Path from = file.handOver(written.size());
        String old = Files.exists(target) ? sha1(target).base64() : "";
        if (old.equals(written.sha1().base64())) {
            Files.delete(from);
            return false;
        }
        renames.add(new Rename(
                from.getFileName().toString(),
                target.getFileName().toString(),
                old,
                written.sha1().base64()));
        return true;
    }

    /** Adds a published file that is to go. */
    void remove(Path target) throws IOException {
        renames.add(new Rename("", target.getFileName().toString(), sha1(target).base64(), ""));
    }

    /** Puts the files in place; from the moment the journal stands this is bound to happen. */
    void commit() throws IOException {
        if (renames.isEmpty()) {
            return;
        }
        try {
            // A journal must not outlive the files it names.
            Publication.syncDirectory(directory);
            writeJournal();
        } catch (IOException e) {
            throw new CannotWriteException(journal, e);
        }
        complete(directory, journal, renames);
    }

    static boolean isUnfinished(Path root, String name) {
        return Files.exists(journal(root, name));
    }

    /** Completes what an earlier run journalled and did not finish. */
    static void recover(Path root, String name) throws IOException {
        Path journal = journal(root, name);
        List<Rename> renames = new ArrayList<>();
        try (JsonLines.Reader lines = JsonLines.read(Files.newInputStream(journal), journal.toString())) {
            for (JsonNode line = lines.next(); line != null; line = lines.next()) {
                renames.add(new Rename(
                        line.path("from").asText(),
                        line.path("to").asText(),
                        line.path("old_sha1").asText(),
                        line.path("new_sha1").asText()));
            }
        }
        complete(root.resolve(name), journal, renames);
    }

    private static void complete(Path directory, Path journal, List<Rename> renames) throws IOException {
        for (Rename rename : renames) {
            Path from = directory.resolve(rename.from());
            Path to = directory.resolve(rename.to());
            if (rename.from().isEmpty()) {
                delete(to);
            } else if (Files.exists(from)) {
                move(from, to);
            } else if (!Files.exists(to) || !sha1(to).base64().equals(rename.newSha1())) {
                throw new CorruptFileException(
                        to.toString(), 0, "the journal " + journal + " names a new version of it that is gone");
            }
        }
        Publication.syncDirectory(directory);
        Files.delete(journal);
        Publication.syncDirectory(journal.getParent());
    }

    private void writeJournal() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (JsonLines.Writer lines = JsonLines.write(text)) {
            for (Rename rename : renames) {
                lines.line(json -> {
                    json.writeStringField("from", rename.from());
                    json.writeStringField("new_sha1", rename.newSha1());
                    json.writeStringField("old_sha1", rename.oldSha1());
                    json.writeStringField("to", rename.to());
                });
            }
        }
        WholeFile.write(journal, text.toByteArray());
    }

    private static void delete(Path file) throws IOException {
        try {
            Files.deleteIfExists(file);
        } catch (FileSystemException e) {
            throw new CannotWriteException(file, e);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            throw new CannotWriteException(to, e);
        }
    }

    private static Path journal(Path root, String name) {
        return root.resolve(DirectoryLock.STATE).resolve(name + ".journal");
    }

    private static Sha1 sha1(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                DigestingInputStream digesting = new DigestingInputStream(in)) {
            digesting.transferTo(OutputStream.nullOutputStream());
            return digesting.finish().sha1();
        }
    }
}
