package org.ooni.pipeline.centrifugation;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.ooni.pipeline.autoclaved.AutoclavedWriter;
import org.ooni.pipeline.autoclaved.IndexLine;
import org.ooni.pipeline.autoclaved.IndexLine.BadBlob;
import org.ooni.pipeline.autoclaved.IndexLine.Datum;
import org.ooni.pipeline.autoclaved.IndexLine.ReportEnd;
import org.ooni.pipeline.autoclaved.IndexLine.ReportStart;
import org.ooni.pipeline.io.BlockEncoder;
import org.ooni.pipeline.io.Gzip;
import org.ooni.pipeline.io.JsonLines;
import org.ooni.pipeline.io.Sha1;
import org.ooni.pipeline.raw.Bucket;

/** Makes an autoclaved bucket: valid, but for what {@link #breaking} changes in its index. */
final class BucketForge {
    private final Path root;
    private final Bucket bucket;
    private final List<Report> reports = new ArrayList<>();
    private final Set<String> files = new LinkedHashSet<>();
    private UnaryOperator<IndexLine> breaking = line -> line;

    BucketForge(Path root, Bucket bucket) {
        this.root = root;
        this.bucket = bucket;
    }

    private record Report(String file, String textname, Sha1 sha1, List<Object> items, OptionalLong cutoff) {}

    /** Adds a report to {@code file}; reports of a file stand together, files in the order of their first report. */
    BucketForge report(String file, String name, JsonNode... data) {
        return add(file, name, List.of((Object[]) data), OptionalLong.empty());
    }

    BucketForge truncatedReport(String file, String name, long cutoff, JsonNode... data) {
        return add(file, name, List.of((Object[]) data), OptionalLong.of(cutoff));
    }

    /** Adds a file that may stay without a report; others come with their first one. */
    BucketForge file(String file) {
        files.add(bucket + "/" + file);
        return this;
    }

    /** Adds a report whose raw bytes are those of {@code version}, and not those of its name as of other reports. */
    BucketForge report(String file, String name, String version, boolean badBlob, JsonNode... data) {
        if (badBlob) {
            reportWithBadBlob(file, name, data);
        } else {
            report(file, name, data);
        }
        Report last = reports.remove(reports.size() - 1);
        reports.add(new Report(last.file, last.textname, sha1(version), last.items, last.cutoff));
        return this;
    }

    /** Adds a report with one bad blob at 7 before its data. */
    BucketForge reportWithBadBlob(String file, String name, JsonNode... data) {
        List<Object> items = new ArrayList<>(List.of((Object[]) data));
        items.add(0, new BadBlob(sha1("bad " + name), 7, 11, "ValueError"));
        return add(file, name, items, OptionalLong.empty());
    }

    /** Adds a report whose only content is {@code text}, whatever that is. */
    BucketForge rawReport(String file, String name, String text) {
        return add(file, name, List.of(text), OptionalLong.empty());
    }

    private BucketForge add(String file, String name, List<Object> items, OptionalLong cutoff) {
        String textname = bucket + "/" + name;
        reports.add(new Report(bucket + "/" + file, textname, sha1(textname), items, cutoff));
        return this;
    }

    /** Lets {@code change} replace lines of the index. */
    BucketForge breaking(UnaryOperator<IndexLine> change) {
        breaking = change;
        return this;
    }

    /** Writes the bucket, over what is there. */
    void write() throws IOException {
        Path directory = Files.createDirectories(bucket.under(root));
        try (JsonLines.Writer index =
                JsonLines.write(Gzip.compress(Files.newOutputStream(directory.resolve(Centrifugation.INDEX))))) {
            reports.forEach(report -> files.add(report.file));
            for (String file : files) {
                try (OutputStream out = Files.newOutputStream(root.resolve(file))) {
                    AutoclavedWriter writer = new AutoclavedWriter(
                            file, out, line -> breaking.apply(line).writeTo(index), Runnable::run, new BlockEncoder());
                    for (Report report : reports) {
                        if (report.file.equals(file)) {
                            write(report, writer);
                        }
                    }
                    writer.finish();
                }
            }
        }
    }

    private static void write(Report report, AutoclavedWriter writer) throws IOException {
        writer.event(new ReportStart(report.textname, 100, report.sha1));
        for (Object item : report.items) {
            if (item instanceof BadBlob blob) {
                writer.event(blob);
            } else {
                byte[] text = item.toString().getBytes(StandardCharsets.UTF_8);
                writer.event(new Datum(sha1(item.toString()), writer.textOff(), text.length));
                writer.write(text);
                writer.write(new byte[] {'\n'});
            }
        }
        writer.event(report.cutoff.isPresent() ? new ReportEnd(report.cutoff, "cut") : ReportEnd.WHOLE);
    }

    static Sha1 sha1(String text) {
        try {
            return Sha1.of(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
