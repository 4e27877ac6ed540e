package org.ooni.pipeline.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import org.ooni.pipeline.migrations.SchemaDifference;

/** Differences between schemas, one a line. */
final class SchemaDifferences {
    private SchemaDifferences() {}

    static void print(List<SchemaDifference> differences, boolean json, PrintWriter out) throws IOException {
        for (SchemaDifference difference : differences) {
            out.println(json ? json(difference) : difference);
        }
    }

    private static String json(SchemaDifference difference) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("problem", difference.problem().name().toLowerCase(Locale.ROOT));
            json.writeStringField("object", difference.object());
            json.writeStringField("fact", difference.fact().isEmpty() ? null : difference.fact());
            json.writeStringField("expected", difference.expected().orElse(null));
            json.writeStringField("found", difference.found().orElse(null));
            json.writeEndObject();
        }
        return text.toString();
    }
}
