package org.ooni.pipeline.cli.reading;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.ooni.pipeline.autoclaved.ContentReader;
import org.ooni.pipeline.autoclaved.FileContent;
import org.ooni.pipeline.can.Can;
import org.ooni.pipeline.can.CanIndex;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.io.Gzip;
import org.ooni.pipeline.io.JsonLines;
import org.ooni.pipeline.io.PublishedDirectory;

/** Tells of one file of an archive what the index beside it says. */
public final class FileInfo {
    private FileInfo() {}

    /**
     * Prints what is known of {@code file}, an autoclaved file or a can.
     *
     * @throws BadInputException when there is no such file, no index beside it, none that names it, or another size in
     *     it
     */
    public static void print(Path file, FactsPrinter printer) throws IOException {
        Path path = file.toAbsolutePath().normalize();
        if (!Files.isRegularFile(path) || path.getNameCount() < 2) {
            throw new BadInputException("there is no file " + file);
        }
        Path index = path.resolveSibling(PublishedDirectory.INDEX);
        if (!Files.exists(index)) {
            throw new BadInputException("there is no " + index + ", which would tell about " + file.getFileName());
        }
        String filename = path.getParent().getFileName() + "/" + path.getFileName();
        Map<String, Object> facts = isOfCans(index) ? canned(index, filename) : autoclaved(index, filename);
        if (facts == null) {
            throw new BadInputException(index + " does not name " + filename);
        }
        long size = (Long) facts.get("file_bytes");
        if (size != Files.size(path)) {
            throw new CorruptFileException(file.toString(), 0, "file size", size, Files.size(path));
        }
        printer.file(facts);
    }

    /** Rows of cans have no type; an index without a row is either's. */
    private static boolean isOfCans(Path index) throws IOException {
        try (JsonLines.Reader rows = JsonLines.read(Gzip.open(index), index.toString())) {
            JsonNode first = rows.next();
            return first != null && !first.has("type");
        }
    }

    private static Map<String, Object> canned(Path index, String filename) throws IOException {
        try (CanIndex.Reader cans = CanIndex.open(index)) {
            for (Can can = cans.next(); can != null; can = cans.next()) {
                if (can.filename().equals(filename)) {
                    return FileFacts.of(can);
                }
            }
        }
        return null;
    }

    private static Map<String, Object> autoclaved(Path index, String filename) throws IOException {
        try (ContentReader contents = ContentReader.open(index)) {
            for (FileContent content = contents.next(); content != null; content = contents.next()) {
                if (content.filename().equals(filename)) {
                    return FileFacts.of(content);
                }
            }
        }
        return null;
    }
}
