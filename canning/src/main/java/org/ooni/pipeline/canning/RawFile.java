package org.ooni.pipeline.canning;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.DigestingInputStream;
import org.ooni.pipeline.io.FileDigest;

/**
 * A raw report as it was when it was read.
 *
 * @param state by which another file, or a change, is noticed
 */
record RawFile(Path path, FileDigest digest, Map<String, Object> state) {

    /** Reads all of {@code path}; null if it is gone. */
    static RawFile read(Path path) throws IOException {
        try {
            Map<String, Object> state = state(path);
            try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS);
                    DigestingInputStream digesting = new DigestingInputStream(in)) {
                digesting.transferTo(OutputStream.nullOutputStream());
                return new RawFile(path, digesting.finish(), state);
            }
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw BadInputException.unreadable("report " + path, e);
        }
    }

    /** Whether the very file, unchanged since before it was read, has its name still. */
    boolean isStillThere() throws IOException {
        try {
            return state(path).equals(state);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** The time of change is the system's: unlike that of modification nobody sets it back. */
    private static Map<String, Object> state(Path path) throws IOException {
        return Files.readAttributes(path, "unix:dev,ino,size,lastModifiedTime,ctime", LinkOption.NOFOLLOW_LINKS);
    }
}
