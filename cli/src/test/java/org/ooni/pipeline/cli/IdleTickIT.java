package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.io.Digester;
import org.ooni.pipeline.io.Gzip;
import org.ooni.pipeline.migrations.MetaDbFixture;

/** A tick over the buckets of seven years, forged after one of a day, when there is nothing to do. */
class IdleTickIT {
    private static final LocalDate FIRST = LocalDate.parse("2010-01-01");
    private static final int BUCKETS = 2_500;
    private static final int TRIES = 3;

    /** Two seconds is what it may take (docs/performance.md); a machine with other tests to run gets more. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    @TempDir
    Path place;

    @Test
    void nothingToDoInTwoThousandFiveHundredBucketsIsSoonFoundAndNotToldOf() throws Exception {
        MadeArchive.make(place, report -> report.contains("-vanilla_tor-"), FIRST.toString());
        new MendedRoot(place, metadb).ingest(FIRST.toString());
        forge();

        Shell shell = Shell.in(place).with("OOPIPE_JAVA_OPTS", "-Xmx96m");
        Duration fastest = Duration.ofDays(1);
        for (int i = 0; i < TRIES; i++) {
            Instant start = Instant.now();
            Shell.Outcome tick =
                    shell.run(LaunchedCentrifugation.LAUNCHER, "tick", "--root", place, "--postgres", metadb.jdbcUrl());
            // The first one reads all indexes, and remembers.
            Duration time = Duration.between(start, Instant.now());
            fastest = i == 0 || fastest.compareTo(time) < 0 ? fastest : time;
            assertThat(tick).isEqualTo(new Shell.Outcome(0, "", ""));
        }
        assertThat(fastest).as("the fastest tick that remembers").isLessThan(LONGEST);
    }

    private void forge() throws Exception {
        Map<Path, byte[]> texts = new LinkedHashMap<>();
        for (String kind : new String[] {"reports-raw", "canned", "autoclaved"}) {
            for (Path file : MadeArchive.list(place.resolve(kind).resolve(FIRST.toString()))) {
                boolean isIndex = file.endsWith("index.json.gz");
                texts.put(file, isIndex ? Gzip.open(file).readAllBytes() : Files.readAllBytes(file));
            }
        }
        for (int day = 1; day < BUCKETS; day++) {
            forge(FIRST.plusDays(day).toString(), texts);
        }
        metadb.execute("INSERT INTO autoclaved SELECT nextval('autoclaved_no_seq'),"
                + " replace(filename, bucket_date::text, day::date::text), day::date, code_ver, file_size, file_crc32,"
                + " file_sha1 FROM autoclaved, generate_series(bucket_date + 1, bucket_date + "
                + (BUCKETS - 1) + ", interval '1 day') AS day");
    }

    /** Or the reports of all days would be the same ones, which is something to do. */
    private static String withOwnDigests(String rows, String day) {
        return Pattern.compile("\"text_sha1\": \"([^\"]*)\"").matcher(rows).replaceAll(found -> {
            Digester digester = new Digester();
            byte[] other = (day + found.group(1)).getBytes(StandardCharsets.UTF_8);
            digester.update(other, 0, other.length);
            return "\"text_sha1\": \"" + digester.finish().sha1().base64() + "\"";
        });
    }

    private static void forge(String day, Map<Path, byte[]> texts) throws IOException {
        FileTime old = FileTime.from(Instant.now().minusSeconds(86_400));
        for (Map.Entry<Path, byte[]> text : texts.entrySet()) {
            Path directory = text.getKey().getParent().resolveSibling(day);
            Path file = Files.createDirectories(directory).resolve(text.getKey().getFileName());
            if (file.endsWith("index.json.gz")) {
                String rows = withOwnDigests(
                        new String(text.getValue(), StandardCharsets.UTF_8).replace(FIRST.toString(), day), day);
                try (OutputStream out = Gzip.compress(Files.newOutputStream(file))) {
                    out.write(rows.getBytes(StandardCharsets.UTF_8));
                }
            } else {
                Files.write(file, text.getValue());
            }
            Files.setLastModifiedTime(file, old);
        }
        for (Path file : texts.keySet()) {
            Path directory = file.getParent().resolveSibling(day);
            Files.setLastModifiedTime(directory, old);
            if (!directory.getParent().endsWith("reports-raw")) {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));
            }
        }
    }
}
