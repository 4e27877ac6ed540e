package org.ooni.pipeline.canning;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ooni.pipeline.can.BlobCan;
import org.ooni.pipeline.can.Can;
import org.ooni.pipeline.can.CannedText;
import org.ooni.pipeline.can.TarCan;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.Digester;
import org.ooni.pipeline.io.DigestingOutputStream;
import org.ooni.pipeline.io.FileDigest;
import org.ooni.pipeline.io.Lz4Blocks;
import org.ooni.pipeline.io.Lz4Writer;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.io.Publication;
import org.ooni.pipeline.io.Tar;
import org.ooni.pipeline.raw.Bucket;
import org.ooni.pipeline.raw.RawReport;

/**
 * Makes one can: reads each report once, and takes both digests from the streams that are written. Memory is a few
 * blocks of LZ4 and a buffer, whatever the can. Not thread-safe.
 */
final class CanWriter {
    private static final int BUFFER = 1 << 16;

    private final Bucket bucket;
    private final Path rawDirectory;
    private final Progress progress;
    private final Lz4Blocks blocks;
    private final byte[] buffer = new byte[BUFFER];

    /** Encodes what it writes at once. */
    CanWriter(Bucket bucket, Path rawDirectory, Progress progress) {
        this(bucket, rawDirectory, progress, Lz4Blocks.atOnce());
    }

    /** @param blocks shared with the other writers of a run */
    CanWriter(Bucket bucket, Path rawDirectory, Progress progress, Lz4Blocks blocks) {
        this.bucket = bucket;
        this.rawDirectory = rawDirectory;
        this.progress = progress;
        this.blocks = blocks;
    }

    /** Writes {@code plan} to {@code publication} and publishes it. */
    Can write(CanPlan plan, Publication publication) throws IOException {
        String filename = bucket + "/" + plan.file();
        DigestingOutputStream file = new DigestingOutputStream(publication.out());
        List<CannedText> reports = new ArrayList<>(plan.reports().size());
        long textSize = 0;
        try (OutputStream text = new Lz4Writer(file, blocks)) {
            if (plan.tar()) {
                textSize += writeEntries(plan.reports(), reports, text);
                textSize += write(Tar.end(textSize), text);
            } else {
                textSize += copy(plan.reports().get(0), reports, text);
            }
        }
        FileDigest digest = file.finish();
        publication.publish(digest.size());
        return plan.tar()
                ? new TarCan(filename, digest, textSize, reports)
                : new BlobCan(filename, digest, reports.get(0));
    }

    /** Writes entries of a tar, and adds to {@code canned} what they are. */
    long writeEntries(List<RawReport> reports, List<CannedText> canned, OutputStream text) throws IOException {
        long size = 0;
        for (RawReport report : reports) {
            size += writeEntry(report, canned, text);
        }
        return size;
    }

    private long writeEntry(RawReport report, List<CannedText> reports, OutputStream text) throws IOException {
        long size = write(Tar.header(textname(report), report.size(), bucket.epochSecond()), text);
        size += copy(report, reports, text);
        return size + write(new byte[Tar.padding(report.size())], text);
    }

    private long copy(RawReport report, List<CannedText> reports, OutputStream text) throws IOException {
        Path path = rawDirectory.resolve(report.name().file());
        Digester digester = new Digester();
        try (InputStream in = open(path)) {
            for (int n = read(in, path); n >= 0; n = read(in, path)) {
                digester.update(buffer, 0, n);
                // A report that outgrows its listing must not outgrow its tar entry.
                if (digester.size() > report.size()) {
                    break;
                }
                text.write(buffer, 0, n);
                progress.advance(n);
            }
        }
        if (digester.size() != report.size()) {
            throw new BadInputException("report " + path + " changes while it is read: it was listed with "
                    + report.size() + " bytes and " + digester.size() + " were read");
        }
        reports.add(new CannedText(textname(report), digester.finish()));
        return report.size();
    }

    private static InputStream open(Path path) throws IOException {
        try {
            return Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw BadInputException.unreadable("report " + path, e);
        }
    }

    private int read(InputStream in, Path path) throws IOException {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw BadInputException.unreadable("report " + path, e);
        }
    }

    private static long write(byte[] bytes, OutputStream text) throws IOException {
        text.write(bytes);
        return bytes.length;
    }

    private String textname(RawReport report) {
        return bucket + "/" + report.name().file();
    }
}
