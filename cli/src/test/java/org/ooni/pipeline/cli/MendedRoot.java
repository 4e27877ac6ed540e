package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.ooni.pipeline.io.Gzip;
import org.ooni.pipeline.io.Lz4Reader;
import org.ooni.pipeline.migrations.MetaDbFixture;

/** A root and a database that something is taken out of, and what can be seen of them. */
record MendedRoot(Path root, MetaDbFixture metadb) {

    /** Names of reports with their buckets, of which {@code part} is a part. */
    List<String> textnames(String day, String part) throws IOException {
        return MadeArchive.list(root.resolve("reports-raw").resolve(day)).stream()
                .map(report -> day + "/" + report.getFileName())
                .filter(textname -> textname.contains(part))
                .toList();
    }

    void ingest(String day) {
        CommandRun run = new Pipeline(metadb).run("centrifugation", "--root", root.toString(), "--bucket", day);
        assertThat(run.code()).as(run.err()).isZero();
    }

    CommandRun run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--root");
        all.add(root.toString());
        return new Pipeline(metadb).run(all.toArray(String[]::new));
    }

    /** Bytes of all files of cans and archive, by name; what lies beside the buckets does not count. */
    Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (String part : List.of("canned", "autoclaved")) {
            try (Stream<Path> all = Files.walk(root.resolve(part))) {
                for (Path file : all.filter(Files::isRegularFile)
                        .filter(path -> !path.toString().contains(".pipeline"))
                        .toList()) {
                    files.put(root.relativize(file).toString(), Files.readAllBytes(file));
                }
            }
        }
        return files;
    }

    /**
     * Every byte below the root, as it is and decompressed, and every row of the database, as characters. Left out are
     * raw reports, which mending does not touch, and the list of what was deleted.
     */
    String everything() throws IOException, SQLException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                String name = root.relativize(file).toString();
                if (!name.startsWith("reports-raw/") && !name.endsWith("/deleted.jsonl")) {
                    text.append(name).append('\n').append(Files.readString(file, StandardCharsets.ISO_8859_1));
                    text.append(decompressed(file));
                }
            }
        }
        for (List<String> table : metadb.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) {
            metadb.query("SELECT t::text FROM " + table.get(0) + " t")
                    .forEach(row -> text.append(row).append('\n'));
        }
        return text.toString();
    }

    private static String decompressed(Path file) throws IOException {
        String name = file.toString();
        if (!name.endsWith(".gz") && !name.endsWith(".lz4")) {
            return "";
        }
        try (InputStream in =
                name.endsWith(".gz") ? Gzip.open(file) : new Lz4Reader(Files.newInputStream(file), name)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** Numbers of measurements by what they are: report, raw digest, place among those of the same digest. */
    Map<String, String> numbers() throws SQLException {
        Map<String, String> numbers = new HashMap<>();
        metadb.query("""
                        SELECT textname || ' ' || encode(m.orig_sha1, 'hex') || ' '
                            || row_number() OVER (PARTITION BY report_no, m.orig_sha1 ORDER BY frame_off, intra_off),
                            msm_no
                        FROM measurement m JOIN report USING (report_no)
                        """).forEach(row -> numbers.put(row.get(0), row.get(1)));
        return numbers;
    }
}
