package org.ooni.pipeline.can;

import com.google.common.io.CountingInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.io.DigestingInputStream;
import org.ooni.pipeline.io.FileDigest;
import org.ooni.pipeline.io.Lz4Reader;

/** What an index would say of a can, read from the can itself: to make an index again that was lost. */
public final class CanDescription {
    private static final int BUFFER = 1 << 18;
    private static final String COMPRESSED = ".lz4";
    private static final String TAR = ".tar" + COMPRESSED;

    private CanDescription() {}

    /**
     * Reads all of a can.
     *
     * @param filename relative to the root: {@code <bucket>/<file>}
     * @throws CorruptFileException if it is no can, or a damaged one as far as its checksums tell
     */
    public static Can of(Path cannedRoot, String filename) throws IOException {
        if (!filename.endsWith(COMPRESSED)) {
            throw new CorruptFileException(filename, "not the name of a can");
        }
        try (DigestingInputStream file = new DigestingInputStream(
                new BufferedInputStream(Files.newInputStream(cannedRoot.resolve(filename)), BUFFER))) {
            CountingInputStream text = new CountingInputStream(new Lz4Reader(file, filename));
            if (filename.endsWith(TAR)) {
                List<CannedText> reports = entries(filename, text);
                text.transferTo(OutputStream.nullOutputStream());
                return new TarCan(filename, file.finish(), text.getCount(), reports);
            }
            String textname = filename.substring(0, filename.length() - COMPRESSED.length());
            FileDigest report = new DigestingInputStream(text).finish();
            return new BlobCan(filename, file.finish(), new CannedText(textname, report));
        }
    }

    private static List<CannedText> entries(String filename, InputStream text) throws IOException {
        List<CannedText> reports = new ArrayList<>();
        TarArchiveInputStream tar = new TarArchiveInputStream(text);
        try {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (!CanReader.isRegular(entry)) {
                    throw new CorruptFileException(filename, "the tar has an entry that is no report");
                }
                reports.add(new CannedText(entry.getName(), new DigestingInputStream(tar).finish()));
            }
        } catch (CorruptFileException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            throw new CorruptFileException(filename, "bad tar: " + e.getMessage());
        }
        return reports;
    }
}
