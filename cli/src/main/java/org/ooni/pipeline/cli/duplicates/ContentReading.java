package org.ooni.pipeline.cli.duplicates;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.ooni.pipeline.can.Can;
import org.ooni.pipeline.can.CanIndex;
import org.ooni.pipeline.can.CanReader;
import org.ooni.pipeline.can.CannedText;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.io.DirectoryLock;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.io.PublishedDirectory;
import org.ooni.pipeline.metadb.ReportContent;
import org.ooni.pipeline.raw.Bucket;

/** Reads reports in a bucket's cans, each can once and to its end, and proves them on the way. */
final class ContentReading {
    private ContentReading() {}

    /**
     * Contents by name.
     *
     * @throws org.ooni.pipeline.io.BusyException while the bucket is being written
     * @throws BadInputException when a can is damaged, or one of the reports is not there any more
     */
    static Map<String, ReportContent> of(Path cannedRoot, Bucket bucket, Set<String> textnames) throws IOException {
        Map<String, ReportContent> contents = new HashMap<>();
        DirectoryLock reading = PublishedDirectory.read(cannedRoot, bucket.toString());
        try (reading;
                CanIndex.Reader cans = CanIndex.open(IndexStamp.index(cannedRoot, bucket))) {
            for (Can can = cans.next(); can != null; can = cans.next()) {
                if (can.reports().stream().map(CannedText::textname).anyMatch(textnames::contains)) {
                    read(cannedRoot, can, textnames, contents);
                }
            }
        }
        if (!contents.keySet().equals(textnames)) {
            throw new BadInputException(
                    "the index of " + bucket.under(cannedRoot) + " has changed while it was compared");
        }
        return contents;
    }

    private static void read(Path cannedRoot, Can can, Set<String> textnames, Map<String, ReportContent> contents)
            throws IOException {
        try (CanReader reader = CanReader.open(cannedRoot, can, Progress.NONE)) {
            for (CanReader.Member member = reader.next(); member != null; member = reader.next()) {
                CannedText report = member.report();
                if (textnames.contains(report.textname())) {
                    contents.put(
                            report.textname(), new ReportContent(report.digest().sha1(), sha512(member.in())));
                }
            }
        }
    }

    private static String sha512(InputStream in) throws IOException {
        try {
            MessageDigest sha512 = MessageDigest.getInstance("SHA-512");
            new DigestInputStream(in, sha512).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(sha512.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-512", e);
        }
    }
}
