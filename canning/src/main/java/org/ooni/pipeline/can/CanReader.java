package org.ooni.pipeline.can;

import com.google.common.io.CountingInputStream;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.io.DigestingInputStream;
import org.ooni.pipeline.io.FileDigest;
import org.ooni.pipeline.io.Lz4Reader;
import org.ooni.pipeline.io.Progress;

/**
 * Reads the reports of a can one after the other, and proves on the way that every one, and the file, is what the index
 * says. Nothing is extracted: names in a tar are only compared. Not thread-safe.
 */
public final class CanReader implements Closeable {
    private static final int BUFFER = 1 << 18;

    private final Can can;
    private final DigestingInputStream file;
    private final CountingInputStream decoded;
    private final InputStream text;
    private final Progress progress;
    private final Map<String, CannedText> expected = new LinkedHashMap<>();
    private final Iterator<CannedText> single;
    private DigestingInputStream current;
    private CannedText currentReport;

    /** A report and its bytes; the stream is valid until the next call and need not be read to its end. */
    public record Member(CannedText report, InputStream in) {}

    private CanReader(Can can, DigestingInputStream file, Progress progress) {
        this.can = can;
        this.file = file;
        this.progress = progress;
        this.decoded = new CountingInputStream(new Lz4Reader(file, can.filename()));
        this.single = can instanceof BlobCan ? can.reports().iterator() : null;
        this.text = single == null ? new TarArchiveInputStream(decoded) : decoded;
        can.reports().forEach(report -> expected.put(report.textname(), report));
    }

    /**
     * Opens {@code can} below {@code cannedRoot}.
     *
     * @param progress is told of report bytes as they are read
     */
    public static CanReader open(Path cannedRoot, Can can, Progress progress) throws IOException {
        Path path = cannedRoot.resolve(can.filename());
        try {
            InputStream in = Files.newInputStream(path);
            return new CanReader(can, new DigestingInputStream(new BufferedInputStream(in, BUFFER)), progress);
        } catch (FileSystemException e) {
            throw BadInputException.unreadable("can " + path, e);
        }
    }

    /**
     * The next report, or null after the last one, when the file as a whole is verified too.
     *
     * @throws CorruptFileException if a report is missing, unknown or not what the index says
     */
    public Member next() throws IOException {
        finishCurrent();
        currentReport = single == null ? nextEntry() : nextSingle();
        if (currentReport == null) {
            finishFile();
            return null;
        }
        current = new DigestingInputStream(new Content(text));
        return new Member(currentReport, current);
    }

    private CannedText nextSingle() {
        return single.hasNext() ? single.next() : null;
    }

    private CannedText nextEntry() throws IOException {
        TarArchiveEntry entry;
        try {
            entry = ((TarArchiveInputStream) text).getNextEntry();
        } catch (CorruptFileException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            throw corrupt("bad tar: " + e.getMessage());
        }
        if (entry == null) {
            if (!expected.isEmpty()) {
                throw corrupt("the tar lacks " + expected.keySet().iterator().next());
            }
            return null;
        }
        CannedText report = isRegular(entry) ? expected.remove(entry.getName()) : null;
        if (report == null) {
            throw corrupt("the tar has an entry that the index does not: " + entry.getName());
        }
        if (entry.getSize() != report.digest().size()) {
            throw corrupt(report.textname() + " text size: expected "
                    + report.digest().size() + ", got " + entry.getSize());
        }
        return report;
    }

    /** {@link TarArchiveEntry#isFile} says yes of links as well. */
    static boolean isRegular(TarArchiveEntry entry) {
        return entry.getLinkFlag() == TarConstants.LF_NORMAL || entry.getLinkFlag() == TarConstants.LF_OLDNORM;
    }

    private void finishCurrent() throws IOException {
        if (currentReport == null) {
            return;
        }
        FileDigest actual = current.finish();
        currentReport.digest().require(actual, can.filename(), currentReport.textname() + " text");
        currentReport = null;
    }

    private void finishFile() throws IOException {
        // The tar reader stops at the end of the archive; what follows counts as well.
        decoded.transferTo(OutputStream.nullOutputStream());
        if (decoded.getCount() != can.textSize()) {
            throw corrupt("text size: expected " + can.textSize() + ", got " + decoded.getCount());
        }
        can.file().require(file.finish(), can.filename(), "file");
    }

    private CorruptFileException corrupt(String reason) {
        return new CorruptFileException(can.filename(), file.position(), reason);
    }

    @Override
    public void close() throws IOException {
        text.close();
    }

    /** A member's bytes: closing them does not close the can, and damage to the tar around them names the can. */
    private final class Content extends FilterInputStream {
        Content(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int off, int length) throws IOException {
            try {
                int n = in.read(bytes, off, length);
                progress.advance(Math.max(0, n));
                return n;
            } catch (CorruptFileException e) {
                throw e;
            } catch (IOException e) {
                throw corrupt("bad tar: " + e.getMessage());
            }
        }

        @Override
        public void close() {
            // The can is closed by its reader.
        }
    }
}
