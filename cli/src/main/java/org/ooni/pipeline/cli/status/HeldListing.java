package org.ooni.pipeline.cli.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ooni.pipeline.can.HeldReports;
import org.ooni.pipeline.can.HeldReports.Held;
import org.ooni.pipeline.raw.Bucket;

/** Lists the reports that are held back: a line for a person, an object for a program. */
public final class HeldListing {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path cannedRoot;
    private final PrintWriter out;
    private final boolean json;

    public HeldListing(Path cannedRoot, PrintWriter out, boolean json) {
        this.cannedRoot = cannedRoot;
        this.out = out;
        this.json = json;
    }

    /** @param wanted buckets; all if there are none */
    public void print(Collection<Bucket> wanted) throws IOException {
        for (Bucket bucket : wanted.isEmpty() ? HeldReports.buckets(cannedRoot) : wanted) {
            for (Held held : HeldReports.read(cannedRoot, bucket).reports().values()) {
                out.println(json ? object(bucket, held) : line(held));
            }
        }
    }

    private static String line(Held held) {
        return held.textname() + "  " + held.rule() + "  " + held.since() + "  " + held.reason();
    }

    private static String object(Bucket bucket, Held held) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("bucket", bucket.toString());
        object.put("textname", held.textname());
        object.put("can", held.filename());
        object.put("rule", held.rule());
        object.put("reason", held.reason());
        object.put("since", held.since().toString());
        try {
            return JSON.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are JSON", e);
        }
    }
}
