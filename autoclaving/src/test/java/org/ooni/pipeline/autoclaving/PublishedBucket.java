package org.ooni.pipeline.autoclaving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.ooni.pipeline.io.Lz4Reader;

/** Everything that a bucket of the archive tells the public, and what must not be in it. */
final class PublishedBucket {
    private PublishedBucket() {}

    /** All files of a bucket, decompressed, one after another, a character a byte. */
    static String text(Path bucket) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Path file : files(bucket)) {
            try (InputStream in = open(file)) {
                in.transferTo(all);
            }
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : new Lz4Reader(in, file.toString());
    }

    private static List<Path> files(Path bucket) throws IOException {
        try (Stream<Path> files = Files.list(bucket)) {
            return files.sorted().toList();
        }
    }

    /** The addresses and fingerprints of a database, as stored. */
    static List<String> secrets(Path bridgeDb) throws IOException {
        List<String> secrets = new ArrayList<>();
        JsonNode rows = new JsonMapper().readTree(bridgeDb.toFile());
        for (Map.Entry<String, JsonNode> row : rows.properties()) {
            secrets.add(row.getKey());
            secrets.add(row.getKey().substring(0, row.getKey().indexOf(':')));
            secrets.add(row.getValue().get("fingerprint").textValue());
        }
        return secrets;
    }
}
