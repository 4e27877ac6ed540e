package org.ooni.pipeline.cli;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.ooni.pipeline.io.Gzip;
import org.ooni.pipeline.sample.PageBytes;
import org.ooni.pipeline.sample.SampleDay;
import org.ooni.pipeline.sample.Shape;
import org.ooni.pipeline.sample.Shape.Portion;
import org.ooni.pipeline.sample.TestKind;

/** What probes have uploaded for the runbook an hour ago, among it what its sections are about. */
final class MadeUploads {
    private static final long SEED = 20_261_129;
    private static final PageBytes PAGES = new PageBytes(500, 4_000);

    /** A measurement: name of the test, second of the start, annotations, keys. */
    private static final String LINE = "{\"test_name\":\"%1$s\",\"probe_cc\":\"IT\",\"probe_asn\":\"AS30722\","
            + "\"software_name\":\"ooniprobe-android\",\"software_version\":\"2.2.0\",\"test_version\":\"0.1.0\","
            + "\"probe_ip\":\"127.0.0.1\",\"report_id\":\"%2$s\",\"input\":%3$s,\"test_start_time\":\"2017-01-01 00:00:00\","
            + "\"measurement_start_time\":\"2017-01-01 00:00:01\",\"test_runtime\":1.5,"
            + "\"data_format_version\":\"0.2.0\",\"annotations\":{\"platform\":\"android\",\"ssid\":\"Casa Rossi\"},"
            + "\"test_keys\":%4$s}%n";

    private static final String BLOCKED = "{\"requests\":[{\"failure\":null,\"request\":{\"body\":null,\"headers\":{},"
            + "\"method\":\"GET\",\"tor\":{\"exit_ip\":null,\"exit_name\":null,\"is_tor\":false},"
            + "\"url\":\"http://www.example.org/\"},\"response\":{\"code\":200,\"response_line\":\"HTTP/1.1 200 OK\","
            + "\"headers\":{\"Content-Type\":\"text/html\"},"
            + "\"body\":\"<html><head><title>Pagina bloccata</title></head><body>%s</body></html>\"}}]}";

    private MadeUploads() {}

    static void writeTo(Path reportsRaw, String... days) throws IOException {
        for (String day : days) {
            Path directory = new SampleDay(SEED, LocalDate.parse(day), shape())
                    .writeTo(reportsRaw)
                    .directory();
            if (day.equals("2017-01-01")) {
                line(directory, "20170101T000000Z-IT-AS30722-ndt-R1-0.2.0-probe.json", "ndt", "R1", "null", "{}");
                line(directory, "20170101T000000Z-IT-AS30722-ndt-R2-0.2.0-probe.json", "ndt", "R2", "null", "{}");
                line(
                        directory,
                        "20170101T000000Z-IT-AS30722-web_connectivity-R3-0.2.0-probe.json",
                        "web_connectivity",
                        "R3",
                        "\"http://www.example.org/\"",
                        BLOCKED.formatted("x".repeat(300)));
            }
            if (day.equals("2017-01-02")) {
                // The bytes of the day before, sent again.
                line(directory, "20170102T000000Z-IT-AS30722-ndt-R2-0.2.0-probe.json", "ndt", "R2", "null", "{}");
            }
            for (Path report : MadeArchive.list(directory)) {
                Files.setLastModifiedTime(report, FileTime.from(Instant.now().minusSeconds(3600)));
            }
        }
    }

    private static void line(Path directory, String name, String test, String id, String input, String keys)
            throws IOException {
        Files.writeString(directory.resolve(name), LINE.formatted(test, id, input, keys));
    }

    private static Shape shape() {
        return new Shape(
                List.of(
                        new Portion(TestKind.WEB_CONNECTIVITY, 2, 3, PAGES, 0),
                        new Portion(TestKind.TCP_CONNECT, 2, 3, PAGES, 0),
                        new Portion(TestKind.NDT, 3, 1, PAGES, 0)),
                false);
    }

    /** Files that somebody has downloaded or been sent. */
    static void writeLists(Path directory) throws IOException {
        Files.writeString(
                directory.resolve("fingerprints_http.csv"),
                "name,scope,location_found,pattern_type,pattern,expected_countries\n"
                        + "it.bloccata,nat,body,contains,<title>Pagina bloccata</title>,IT\n"
                        + "xx.block,nat,header.Location,prefix,http://block.example/,\n");
        try (Writer networks = new OutputStreamWriter(
                Gzip.compress(Files.newOutputStream(directory.resolve("routeviews-rv2-20170101-1200.pfx2as.gz"))),
                StandardCharsets.US_ASCII)) {
            networks.write("192.0.2.0\t24\t30722\n198.51.100.0\t24\t64500_64501\n");
        }
    }
}
