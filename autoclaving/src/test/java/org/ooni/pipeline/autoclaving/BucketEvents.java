package org.ooni.pipeline.autoclaving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ooni.pipeline.autoclaved.AutoclavedIndex;
import org.ooni.pipeline.autoclaved.AutoclavedReader;
import org.ooni.pipeline.autoclaved.IndexLine;

/** What an autoclaved bucket says of each report, read through its index and its frames. */
final class BucketEvents {
    private final Map<String, JsonNode> events = new LinkedHashMap<>();
    private final Map<String, Integer> seen = new LinkedHashMap<>();
    private final Path root;
    private AutoclavedReader file;
    private IndexLine.FrameStart frame;
    private byte[] text;
    private IndexLine.ReportStart report;
    private int data;
    private int bad;

    private BucketEvents(Path root) {
        this.root = root;
    }

    /** Measurements, bad blobs and report ends by names that tell which is which in any other reading of them. */
    static Map<String, JsonNode> read(Path root, String bucket) throws IOException {
        BucketEvents reader = new BucketEvents(root);
        try (AutoclavedIndex index = AutoclavedIndex.open(root.resolve(bucket).resolve("index.json.gz"))) {
            for (IndexLine line = index.next(); line != null; line = index.next()) {
                reader.accept(line);
            }
        }
        return reader.events;
    }

    /** The same of a file of events, as the original's run was written down. */
    static Map<String, JsonNode> written(Path file) throws IOException {
        BucketEvents reader = new BucketEvents(file);
        for (String line : Files.readAllLines(file)) {
            JsonNode event = Autoclaved.tree(line);
            String textname = event.get("textname").textValue();
            String kind = event.get("event").textValue();
            if (kind.equals("datum")) {
                reader.datum(textname, event.get("orig_sha1").textValue(), event.get("json"));
            } else {
                ((ObjectNode) event).remove("index");
                reader.events.put(
                        textname + " " + kind + (kind.equals("badblob") ? " " + event.get("src_off") : ""), event);
            }
        }
        return reader.events;
    }

    private void accept(IndexLine line) throws IOException {
        if (line instanceof IndexLine.FileStart start) {
            file = AutoclavedReader.open(root.resolve(start.filename()));
        } else if (line instanceof IndexLine.FrameStart start) {
            frame = start;
            text = file.frame(start.fileOff(), start.fileSize(), start.textSize())
                    .text();
        } else if (line instanceof IndexLine.ReportStart start) {
            report = start;
            data = 0;
            bad = 0;
        } else if (line instanceof IndexLine.Datum datum) {
            data++;
            int from = (int) (datum.textOff() - frame.textOff());
            String json = new String(text, from, (int) datum.textSize(), StandardCharsets.UTF_8);
            datum(report.textname(), datum.origSha1().base64(), Autoclaved.tree(json));
        } else if (line instanceof IndexLine.BadBlob blob) {
            bad++;
            ObjectNode event = event("badblob", blob.origSha1().base64());
            event.put("src_off", blob.srcOff()).put("src_size", blob.srcSize());
            events.put(report.textname() + " badblob " + blob.srcOff(), event);
        } else if (line instanceof IndexLine.ReportEnd end) {
            ObjectNode event = event("report", report.origSha1().base64());
            event.put("src_size", report.srcSize()).put("data", data).put("bad", bad);
            event.putNull("src_cutoff");
            end.srcCutoff().ifPresent(off -> event.put("src_cutoff", off));
            events.put(report.textname() + " report", event);
        } else if (line instanceof IndexLine.FileEnd end) {
            assertThat(file.finish()).isEqualTo(end.digest());
            file.close();
        }
    }

    private ObjectNode event(String kind, String sha1) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        return event.put("textname", report.textname()).put("event", kind).put("orig_sha1", sha1);
    }

    private void datum(String textname, String sha1, JsonNode json) {
        String name = textname + " datum " + sha1;
        events.put(name + " " + seen.merge(name, 1, Integer::sum), json);
    }
}
