package org.ooni.pipeline.centrifugation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.ooni.pipeline.autoclaved.AutoclavedWriter;
import org.ooni.pipeline.autoclaved.IndexLine.BadBlob;
import org.ooni.pipeline.autoclaved.IndexLine.Datum;
import org.ooni.pipeline.autoclaved.IndexLine.ReportEnd;
import org.ooni.pipeline.autoclaved.IndexLine.ReportStart;
import org.ooni.pipeline.io.Gzip;
import org.ooni.pipeline.io.JsonLines;
import org.ooni.pipeline.io.Sha1;
import org.ooni.pipeline.raw.Bucket;

/** Makes an autoclaved bucket of a listing of its events: a JSON object for each datum, bad blob and end of a report. */
final class EventArchive {
    private static final JsonMapper MAPPER = new JsonMapper();

    private EventArchive() {}

    /** Writes {@code bucket}; {@code fileOf} says which file a report is in. */
    static void write(Path listing, Path root, Bucket bucket, UnaryOperator<String> fileOf) throws IOException {
        Path directory = Files.createDirectories(bucket.under(root));
        try (JsonLines.Writer index =
                JsonLines.write(Gzip.compress(Files.newOutputStream(directory.resolve(Centrifugation.INDEX))))) {
            for (Map.Entry<String, List<JsonNode>> file :
                    byFile(listing, fileOf).entrySet()) {
                try (OutputStream out = Files.newOutputStream(root.resolve(file.getKey()))) {
                    AutoclavedWriter writer = new AutoclavedWriter(file.getKey(), out, line -> line.writeTo(index));
                    writeReports(file.getValue(), writer);
                    writer.finish();
                }
            }
        }
    }

    private static Map<String, List<JsonNode>> byFile(Path listing, UnaryOperator<String> fileOf) throws IOException {
        Map<String, List<JsonNode>> files = new LinkedHashMap<>();
        for (String line : Files.readAllLines(listing)) {
            JsonNode event = MAPPER.readTree(line);
            files.computeIfAbsent(fileOf.apply(event.get("textname").textValue()), file -> new ArrayList<>())
                    .add(event);
        }
        return files;
    }

    /** A report's own event follows its data. */
    private static void writeReports(List<JsonNode> events, AutoclavedWriter writer) throws IOException {
        List<JsonNode> items = new ArrayList<>();
        for (JsonNode event : events) {
            if (!event.get("event").textValue().equals("report")) {
                items.add(event);
                continue;
            }
            writer.event(new ReportStart(
                    event.get("textname").textValue(), event.get("src_size").longValue(), sha1(event)));
            for (JsonNode item : items) {
                writeItem(item, writer);
            }
            JsonNode cutoff = event.get("src_cutoff");
            writer.event(cutoff.isNull() ? ReportEnd.WHOLE : new ReportEnd(OptionalLong.of(cutoff.longValue()), "cut"));
            items.clear();
        }
    }

    private static void writeItem(JsonNode item, AutoclavedWriter writer) throws IOException {
        if (item.get("event").textValue().equals("badblob")) {
            long off = item.get("src_off").longValue();
            writer.event(new BadBlob(sha1(item), off, item.get("src_size").longValue(), "error"));
            return;
        }
        byte[] text = item.get("json").toString().getBytes(StandardCharsets.UTF_8);
        writer.event(new Datum(sha1(item), writer.textOff(), text.length));
        writer.write(text);
        writer.write(new byte[] {'\n'});
    }

    private static Sha1 sha1(JsonNode event) {
        return Sha1.ofBase64(event.get("orig_sha1").textValue());
    }
}
