package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ooni.pipeline.autoclaved.AutoclavedIndex;
import org.ooni.pipeline.autoclaved.IndexLine;
import org.ooni.pipeline.autoclaved.IndexLine.BadBlob;
import org.ooni.pipeline.autoclaved.IndexLine.Datum;
import org.ooni.pipeline.autoclaved.IndexLine.FileStart;
import org.ooni.pipeline.autoclaved.IndexLine.ReportEnd;
import org.ooni.pipeline.autoclaved.IndexLine.ReportStart;
import org.ooni.pipeline.can.Can;
import org.ooni.pipeline.can.CanIndex;
import org.ooni.pipeline.can.CannedText;
import org.ooni.pipeline.io.Digester;
import org.ooni.pipeline.io.Lz4Reader;
import org.ooni.pipeline.io.Sha1;
import org.ooni.pipeline.migrations.MetaDbDump;
import org.ooni.pipeline.migrations.MetaDbFixture;

/** What a root and a database hold, whichever cans it lies in. */
record StoredSets(Path root, MetaDbFixture metadb) {
    private static final String INDEX = "index.json.gz";

    /** SHA-1 of what lies in reports-raw, by textname. */
    SortedMap<String, String> raw() throws IOException {
        SortedMap<String, String> reports = new TreeMap<>();
        for (Path bucket : buckets("reports-raw")) {
            for (Path report : MadeArchive.list(bucket)) {
                byte[] sha1 = Digester.newSha1().digest(Files.readAllBytes(report));
                reports.put(
                        bucket.getFileName() + "/" + report.getFileName(),
                        Sha1.of(sha1).hex());
            }
        }
        return reports;
    }

    /** SHA-1 of reports by textname, as the cans' indexes say; each is there once. */
    SortedMap<String, String> canned() throws IOException {
        SortedMap<String, String> reports = new TreeMap<>();
        for (Path bucket : buckets("canned")) {
            try (CanIndex.Reader cans = CanIndex.open(bucket.resolve(INDEX))) {
                for (Can can = cans.next(); can != null; can = cans.next()) {
                    for (CannedText text : can.reports()) {
                        assertThat(reports.put(
                                        text.textname(), text.digest().sha1().hex()))
                                .as("canned twice: %s", text.textname())
                                .isNull();
                    }
                }
            }
        }
        return reports;
    }

    /** Events of the archive by textname, with digests of texts and without their places; each report is there once. */
    SortedMap<String, List<String>> archived() throws IOException {
        SortedMap<String, List<String>> reports = new TreeMap<>();
        for (Path bucket : buckets("autoclaved")) {
            try (AutoclavedIndex index = AutoclavedIndex.open(bucket.resolve(INDEX))) {
                byte[] text = null;
                List<String> events = null;
                for (IndexLine line = index.next(); line != null; line = index.next()) {
                    if (line instanceof FileStart file) {
                        text = text(file.filename());
                    } else if (line instanceof ReportStart report) {
                        events = new ArrayList<>(List.of(line.toString()));
                        assertThat(reports.put(report.textname(), events))
                                .as("autoclaved twice: %s", report.textname())
                                .isNull();
                    } else if (line instanceof Datum datum) {
                        events.add("datum " + datum.origSha1() + " " + digest(text, datum));
                    } else if (line instanceof BadBlob || line instanceof ReportEnd) {
                        events.add(line.toString());
                    }
                }
            }
        }
        return reports;
    }

    private byte[] text(String filename) throws IOException {
        try (Lz4Reader in =
                new Lz4Reader(Files.newInputStream(root.resolve("autoclaved").resolve(filename)), filename)) {
            return in.readAllBytes();
        }
    }

    private static Sha1 digest(byte[] text, Datum datum) {
        int from = (int) datum.textOff();
        return Sha1.of(Digester.newSha1().digest(Arrays.copyOfRange(text, from, from + (int) datum.textSize())));
    }

    /** Rows by table, without the names of files. */
    Map<String, List<String>> rows() throws SQLException, IOException {
        Map<String, List<String>> rows = new TreeMap<>();
        MetaDbDump.of(metadb.dataSource()).forEach((table, lines) -> rows.put(table, withoutFilename(table, lines)));
        rows.remove("autoclaved");
        return rows;
    }

    private static List<String> withoutFilename(String table, List<String> lines) {
        int filename =
                table.equals("report") ? 1 : List.of("badblob", "badmeta").contains(table) ? 0 : -1;
        return lines.stream()
                .map(line -> line.split("\t", -1))
                .map(cells -> IntStream.range(0, cells.length)
                        .filter(i -> i != filename)
                        .mapToObj(i -> cells[i])
                        .collect(Collectors.joining("\t")))
                .sorted()
                .toList();
    }

    /** How many cans there are, by bucket and test; the archive has the same. */
    SortedMap<String, Long> cans() throws IOException {
        SortedMap<String, Long> cans = new TreeMap<>();
        for (Path bucket : buckets("canned")) {
            List<String> names = names(bucket);
            assertThat(names(root.resolve("autoclaved").resolve(bucket.getFileName())))
                    .isEqualTo(names);
            names.stream()
                    .filter(name -> !name.equals(INDEX))
                    .forEach(name -> cans.merge(bucket.getFileName() + " " + test(name), 1L, Long::sum));
        }
        return cans;
    }

    private static String test(String can) {
        return can.endsWith(".tar.lz4") ? can.substring(0, can.indexOf('.')) : can.split("-")[3];
    }

    private List<Path> buckets(String kind) throws IOException {
        return MadeArchive.list(root.resolve(kind)).stream()
                .filter(path -> !path.getFileName().toString().startsWith("."))
                .toList();
    }

    private static List<String> names(Path directory) throws IOException {
        return MadeArchive.list(directory).stream()
                .map(file -> file.getFileName().toString())
                .toList();
    }
}
