package org.ooni.pipeline.autoclaving;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.autoclaving.sanitise.BridgeDb;
import org.ooni.pipeline.autoclaving.scrub.ScrubbingRules;
import org.ooni.pipeline.canning.Canning;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.raw.Bucket;
import org.ooni.pipeline.sample.SampleBridgeDb;
import org.ooni.pipeline.sample.SampleDay;
import org.ooni.pipeline.sample.Shape;
import org.slf4j.LoggerFactory;

/** A bucket with bridges in it, from reports to the archive. */
class PublishedBridgesTest {
    private static final Bucket BUCKET = new Bucket(LocalDate.of(2017, 11, 23));
    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Level before = ROOT.getLevel();

    @TempDir
    Path root;

    @BeforeEach
    void listen() {
        logged.start();
        ROOT.setLevel(Level.TRACE);
        ROOT.addAppender(logged);
    }

    @AfterEach
    void stopListening() {
        ROOT.detachAppender(logged);
        ROOT.setLevel(before);
    }

    @Test
    @DisplayName("D42: no bridge of the database is in the published files, their index or the log")
    void noBridgeIsPublishedOrLogged() throws IOException {
        Path database = root.resolve("bridge_db.json");
        SampleBridgeDb.writeTo(database);
        List<String> secrets = PublishedBucket.secrets(database);
        Path reports = new SampleDay(1, BUCKET.day(), Shape.small())
                .writeTo(root.resolve("reports-raw"))
                .directory();
        writeReportOf(secrets, reports);
        assertThat(rawText(reports)).contains(secrets);

        new Canning(root.resolve("reports-raw"), root.resolve("canned"), 2).run(BUCKET, Progress.NONE);
        AutoclavingResult result = new Autoclaving(
                        root.resolve("canned"),
                        root.resolve("autoclaved"),
                        BridgeDb.read(database),
                        ScrubbingRules.none(),
                        64 << 20,
                        2)
                .run(BUCKET, Progress.NONE);

        assertThat(result.data()).isGreaterThan(secrets.size());
        String published = PublishedBucket.text(root.resolve("autoclaved/" + BUCKET));
        assertThat(published).contains("bridge_hashed_fingerprint", "[REDACTED]", "src_off");
        assertThat(published.toUpperCase(Locale.ROOT)).doesNotContain(secrets);
        assertThat(logged.list.toString() + result).doesNotContain(secrets);
    }

    /** A measurement for each address and fingerprint, in many places, and a blob that is none. */
    private static void writeReportOf(List<String> secrets, Path reports) throws IOException {
        StringBuilder report = new StringBuilder();
        for (String secret : secrets) {
            report.append("""
                    {"test_name":"Bridge Reachability","data_format_version":"0.2.0","input":"obfs4 %1$s x","annotations":\
                    {"%1$s":["%1$s",{"a":"see %1$s."}]},"test_keys":{"tor_log":"%1$s","bridge_address":"%1$s"}}
                    """.formatted(secret));
        }
        report.append("{\"test_name\":\"bridge_reachability\",\"input\":\"")
                .append(secrets.get(0))
                .append("\",}}\n");
        Files.writeString(
                reports.resolve("20171122T000000Z-NL-AS1-bridge_reachability-no_report_id-0.2.0-probe.json"), report);
    }

    private static String rawText(Path reports) throws IOException {
        StringBuilder all = new StringBuilder();
        try (var files = Files.list(reports)) {
            for (Path file : files.toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }
}
