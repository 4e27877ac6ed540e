package org.ooni.pipeline.cli.reading;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ooni.pipeline.autoclaved.ContentReader;
import org.ooni.pipeline.autoclaved.FileContent;
import org.ooni.pipeline.cli.json.JsonText;
import org.ooni.pipeline.cli.stage.Words;
import org.ooni.pipeline.raw.Bucket;

/** Prints buckets, and files, for a person or for programs. Not thread-safe. */
public final class FactsPrinter {
    private final PrintWriter out;
    private final boolean json;

    /** @param json whether to print objects, one a line, instead of text */
    public FactsPrinter(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    public void buckets(List<BucketListing> buckets) {
        if (json) {
            buckets.forEach(bucket -> json(bucket.facts()));
            return;
        }
        Columns columns = new Columns();
        columns.row("files", "size", "bucket");
        long files = 0;
        long bytes = 0;
        for (BucketListing bucket : buckets) {
            columns.row(
                    bucket.files(),
                    Words.bytes(bucket.bytes()),
                    bucket.bucket() + (bucket.complete() ? "" : " (no index)"));
            files += bucket.files();
            bytes += bucket.bytes();
        }
        columns.row(files, Words.bytes(bytes), "total");
        columns.print(out);
    }

    /** The files of an autoclaved bucket, from its index. */
    public void files(Path root, Bucket bucket) throws IOException {
        Columns columns = new Columns();
        columns.row("reports", "measurements", "bad blobs", "text", "size", bucket);
        long[] total = new long[5];
        try (ContentReader contents = ContentReader.open(Indexes.of(root, bucket))) {
            for (FileContent file = contents.next(); file != null; file = contents.next()) {
                if (json) {
                    json(FileFacts.of(file));
                    continue;
                }
                long[] figures = {
                    file.reports(),
                    file.measurements(),
                    file.allBadBlobs(),
                    file.file().size(),
                    file.textSize()
                };
                row(columns, file.filename(), figures);
                for (int i = 0; i < total.length; i++) {
                    total[i] += figures[i];
                }
            }
        }
        if (!json) {
            row(columns, "total", total);
            columns.print(out);
        }
    }

    private static void row(Columns columns, String name, long[] figures) {
        columns.row(figures[0], figures[1], figures[2], Words.bytes(figures[4]), Words.bytes(figures[3]), name);
    }

    /** One file. */
    void file(Map<String, Object> facts) {
        if (json) {
            json(facts);
            return;
        }
        facts.forEach((name, value) -> out.printf("%-14s%s%n", name.replace('_', ' '), text(name, value)));
    }

    private static String text(String name, Object value) {
        if (value instanceof Map<?, ?> counts) {
            return counts.isEmpty()
                    ? "0"
                    : counts.entrySet().stream()
                            .map(count -> count.getValue() + " " + count.getKey())
                            .collect(Collectors.joining(", "));
        }
        return name.endsWith("_bytes") ? value + " (" + Words.bytes((Long) value) + ")" : value.toString();
    }

    private void json(Map<String, Object> facts) {
        out.println(JsonText.of(facts));
    }
}
