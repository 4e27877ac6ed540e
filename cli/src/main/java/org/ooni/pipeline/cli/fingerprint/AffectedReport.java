package org.ooni.pipeline.cli.fingerprint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.ooni.pipeline.metadb.AffectedFile;
import org.ooni.pipeline.metadb.MarkedFiles;

/** Prints files that fingerprints concern. */
public final class AffectedReport {
    private AffectedReport() {}

    /** A filename a line. */
    public static void text(List<AffectedFile> files, PrintWriter out) {
        files.forEach(file -> out.println(file.filename()));
        out.flush();
    }

    /** An object for each file, then one with sums. */
    public static void json(List<AffectedFile> files, PrintWriter out) throws IOException {
        try (JsonGenerator json = generator(out)) {
            files(json, files);
            json.writeStartObject();
            json.writeNumberField("files", files.size());
            json.writeEndObject();
        }
        out.println();
    }

    /** As {@link #json(List, PrintWriter)}; the sums have the buckets to be run. */
    public static void json(MarkedFiles marked, PrintWriter out) throws IOException {
        try (JsonGenerator json = generator(out)) {
            files(json, marked.files());
            json.writeStartObject();
            json.writeNumberField("files", marked.files().size());
            json.writeNumberField("marked_before", marked.files().size() - marked.fresh());
            texts(
                    json,
                    "buckets",
                    marked.buckets().stream().map(LocalDate::toString).toList());
            json.writeEndObject();
        }
        out.println();
    }

    /** {@code 3 files of 2 buckets}. */
    public static String sum(List<AffectedFile> files) {
        long buckets = files.stream().map(AffectedFile::bucket).distinct().count();
        return files.size() + (files.size() == 1 ? " file" : " files") + " of " + buckets
                + (buckets == 1 ? " bucket" : " buckets");
    }

    /** What was marked, and what comes next. */
    public static String sum(MarkedFiles marked) {
        if (marked.files().isEmpty()) {
            return "marked no file: none is concerned";
        }
        int before = marked.files().size() - marked.fresh();
        return "marked " + sum(marked.files()) + (before > 0 ? ", " + before + " of them before" : "") + "; "
                + NextStep.run(marked.buckets());
    }

    private static JsonGenerator generator(PrintWriter out) throws IOException {
        JsonGenerator json = new JsonFactory().createGenerator(out);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
        return json;
    }

    private static void files(JsonGenerator json, List<AffectedFile> files) throws IOException {
        for (AffectedFile file : files) {
            json.writeStartObject();
            json.writeStringField("filename", file.filename());
            texts(json, "countries", file.countries());
            texts(json, "tests", file.testNames());
            json.writeNumberField("measurements", file.measurements());
            json.writeNumberField("matched", file.matched());
            json.writeNumberField("header", file.header());
            json.writeNumberField("body", file.body());
            json.writeNumberField("unknown", file.unknown());
            json.writeEndObject();
        }
    }

    private static void texts(JsonGenerator json, String name, Collection<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
