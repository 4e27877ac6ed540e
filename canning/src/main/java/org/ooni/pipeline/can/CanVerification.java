package org.ooni.pipeline.can;

import com.google.common.io.CountingInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.io.DigestingInputStream;
import org.ooni.pipeline.io.FileDigest;
import org.ooni.pipeline.io.Finding;
import org.ooni.pipeline.io.Lz4Reader;
import org.ooni.pipeline.io.Progress;

/**
 * Reads every byte of a can and collects what is not as its index row says: the LZ4 frame and its checksum, the tar, the
 * digests of each report and of the file. Where {@link CanReader} stops, this goes on as far as the file can be read.
 * Immutable.
 */
public final class CanVerification {
    private static final int BUFFER = 1 << 18;

    private final Path root;
    private final Consumer<? super Finding> findings;
    private final Progress progress;

    /**
     * @param findings is told of damage
     * @param progress is told of bytes of compressed files
     */
    public CanVerification(Path cannedRoot, Consumer<? super Finding> findings, Progress progress) {
        this.root = cannedRoot;
        this.findings = findings;
        this.progress = progress;
    }

    /** A file that is not there is for who compares directories to name. */
    public void run(Can can) throws IOException {
        Path path = root.resolve(can.filename());
        try (DigestingInputStream file =
                new DigestingInputStream(new BufferedInputStream(Files.newInputStream(path), BUFFER))) {
            new Reading(can, path.toString(), file).readText();
            FileDigest digest = file.finish();
            can.file().difference(digest, path.toString(), "file").ifPresent(findings);
            progress.advance(digest.size());
        } catch (NoSuchFileException e) {
            return;
        }
    }

    private final class Reading {
        private final Can can;
        private final String name;
        private final DigestingInputStream file;
        private final CountingInputStream text;
        private final Map<String, CannedText> expected = new LinkedHashMap<>();

        Reading(Can can, String name, DigestingInputStream file) {
            this.can = can;
            this.name = name;
            this.file = file;
            this.text = new CountingInputStream(new Lz4Reader(file, name));
            can.reports().forEach(report -> expected.put(report.textname(), report));
        }

        /** Damage that ends the reading is a finding, too. */
        void readText() throws IOException {
            try {
                if (can instanceof BlobCan blob) {
                    readReport(blob.report(), text);
                } else {
                    readTar();
                }
                text.transferTo(OutputStream.nullOutputStream());
                if (text.getCount() != can.textSize()) {
                    add("text size", can.textSize(), text.getCount());
                }
            } catch (CorruptFileException e) {
                findings.accept(e.finding());
            }
        }

        private void readTar() throws IOException {
            TarArchiveInputStream tar = new TarArchiveInputStream(text);
            try {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    readEntry(entry, tar);
                }
            } catch (CorruptFileException e) {
                throw e;
            } catch (IOException | IllegalArgumentException e) {
                throw new CorruptFileException(name, file.position(), "bad tar: " + e.getMessage());
            }
            for (String textname : expected.keySet()) {
                findings.accept(Finding.of(name, file.position(), "the tar lacks " + textname));
            }
        }

        private void readEntry(TarArchiveEntry entry, InputStream tar) throws IOException {
            CannedText report = CanReader.isRegular(entry) ? expected.remove(entry.getName()) : null;
            if (report == null) {
                findings.accept(Finding.of(
                        name, file.position(), "the tar has an entry that the index does not: " + entry.getName()));
            } else {
                readReport(report, tar);
            }
        }

        private void readReport(CannedText report, InputStream in) throws IOException {
            FileDigest found = new DigestingInputStream(in).finish();
            report.digest().difference(found, name, report.textname() + " text").ifPresent(findings);
        }

        private void add(String what, Object wanted, Object found) {
            findings.accept(Finding.of(name, file.position(), what, wanted, found));
        }
    }
}
