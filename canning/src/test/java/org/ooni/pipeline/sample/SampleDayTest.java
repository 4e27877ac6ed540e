package org.ooni.pipeline.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleDayTest {
    private static final Pattern FILE_NAME =
            Pattern.compile("^\\d{4}[0-1][0-9][0-3][0-9]T[0-2][0-9][0-5][0-9][0-5][0-9]Z-[A-Z]{2}-AS\\d+-"
                    + "(?<testName>[^-]+)-[^-]+-[.0-9]+-probe\\.(?:yaml|json)$");

    /** Changes only when the content is changed on purpose; days that others remember by seed change with it. */
    private static final String SEED_ONE = "4ff0b6b46f86a11c34f6ae5ab0db7794138220bac2c3b81e73076332d763cbe6";

    @TempDir
    private Path root;

    @Test
    void theSameSeedGivesTheSameBytesOnEveryMachine() throws IOException {
        assertThat(Days.digest(Days.small(1, root))).isEqualTo(SEED_ONE);
    }

    @Test
    void localeAndTimeZoneDoNotMatter() throws IOException {
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            assertThat(Days.digest(Days.small(1, root))).isEqualTo(SEED_ONE);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void anotherSeedGivesAnotherDay() throws IOException {
        assertThat(Days.digest(Days.small(2, root))).isNotEqualTo(SEED_ONE);
    }

    @Test
    void everyFileIsNamedAsACollectorNamesIt() throws IOException {
        assertThat(Days.files(Days.small(3, root)))
                .allSatisfy(file -> assertThat(file.getFileName().toString()).matches(FILE_NAME));
    }

    @Test
    void theRecordListsWhatIsOnDisk() throws IOException {
        WrittenDay day = Days.small(4, root);

        assertThat(day.directory()).isEqualTo(root.resolve("2017-11-23"));
        assertThat(day.reports().stream().map(WrittenDay.Report::fileName))
                .containsExactlyInAnyOrderElementsOf(Days.files(day).stream()
                        .map(file -> file.getFileName().toString())
                        .toList());
        for (WrittenDay.Report report : day.reports()) {
            assertThat(day.directory().resolve(report.fileName())).hasSize(report.bytes());
        }
        assertThat(day.bytes()).isBetween(600_000L, 1_400_000L);
        assertThat(day.measurementsByTest())
                .hasSize(TestKind.values().length)
                .containsEntry("web_connectivity", 6 * 6 + 2 + 2)
                .containsEntry("http_requests", 3 * 4 + 2);
    }

    @Test
    void everyJsonLineParsesButTheOneCutOff() throws IOException {
        WrittenDay day = Days.small(5, root);
        for (WrittenDay.Report report : day.reports()) {
            if (report.fileName().endsWith(".json")) {
                List<String> lines = Reports.wholeLines(day, report);
                assertThat(lines).as(report.fileName()).hasSize(report.measurements());
                for (String line : lines) {
                    assertThat(line).startsWith("{").endsWith("}");
                    parse(line);
                }
            }
        }
    }

    @Test
    void everyYamlReportIsAHeaderAndFramedEntries() throws IOException {
        WrittenDay day = Days.small(6, root);
        int unparsable = 0;
        for (WrittenDay.Report report : day.reports()) {
            if (report.fileName().endsWith(".yaml")) {
                List<String> documents = Reports.documents(day, report);
                assertThat(documents.get(0)).contains("\ntest_name: " + report.testName() + "\n");
                int entries = documents.size() - 1;
                unparsable += entries - report.measurements();
            }
        }
        assertThat(unparsable).isEqualTo(1);
    }

    @Test
    void oldReportsCarryTheTagsOfPython() throws IOException {
        WrittenDay day = new SampleDay(7, Days.BUCKET, Shape.demo().only(TestKind.HTTP_REQUESTS)).writeTo(root);
        StringBuilder all = new StringBuilder();
        for (WrittenDay.Report report : day.reports()) {
            Reports.documents(day, report).forEach(all::append);
        }
        assertThat(all)
                .contains("!!python/unicode ", "!!python/str ", "!!binary |", "headers_diff: !!set {")
                .containsPattern("- - X-Cache-Age\\n +- \\['\\d\\d:\\d\\d:30'\\]");
    }

    @Test
    void aRussianBlockPageIsThereForTheFingerprints() throws IOException {
        WrittenDay day = Days.small(8, root);
        int hits = 0;
        for (WrittenDay.Report report : day.reports()) {
            if (report.fileName().contains("-RU-")) {
                hits += (int) Files.readString(day.directory().resolve(report.fileName()))
                        .lines()
                        .filter(line -> line.contains("\\\"http://eais.rkn.gov.ru/\\\""))
                        .count();
            }
        }
        assertThat(hits).isPositive();
    }

    @Test
    void theGiantIsACanOfItsOwn() throws IOException {
        WrittenDay day = new SampleDay(9, Days.BUCKET, Shape.giant()).writeTo(root);

        assertThat(day.reports()).hasSize(1);
        assertThat(Days.files(day).get(0).toFile().length()).isBetween(67_108_864L, 69_000_000L);
        assertThat(Shape.demo().portions()).containsAll(Shape.giant().portions());
    }

    @Test
    void aBenchmarkChoosesItsOwnSize() throws IOException {
        Shape shape = Shape.webConnectivity(3, 5, new PageBytes(1_000, 2_000));

        WrittenDay day = new SampleDay(10, Days.BUCKET, shape).writeTo(root);

        assertThat(day.measurementsByTest()).isEqualTo(Map.of("web_connectivity", 15));
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Days.small(11, root);
        assertThatThrownBy(() -> Days.small(11, root)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void moreReportsThanSecondsAreRefused() {
        Shape shape = Shape.webConnectivity(100_000, 1, new PageBytes(1, 1));
        assertThatThrownBy(() -> new SampleDay(12, Days.BUCKET, shape)).hasMessageContaining("100000");
    }

    @Test
    void theBridgeDatabaseHasTheBridgesOfTheReports() throws IOException {
        Path file = root.resolve("bridge_db.json");
        SampleBridgeDb.writeTo(file);
        String database = Files.readString(file, StandardCharsets.US_ASCII);
        parse(database);
        assertThat(database).containsPattern("\"fingerprint\":\"[0-9A-F]{40}\"");

        WrittenDay day = new SampleDay(13, Days.BUCKET, Shape.demo().only(TestKind.TCP_CONNECT)).writeTo(root);
        int known = 0;
        for (WrittenDay.Report report : day.reports()) {
            for (String line : Reports.wholeLines(day, report)) {
                String input = line.replaceFirst(".*\"input\":(\"[^\"]+\").*", "$1");
                known += database.contains(input + ":{") ? 1 : 0;
            }
        }
        assertThat(known).isBetween(40, 140);
    }

    private static void parse(String json) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            parser.skipChildren();
            assertThat(parser.nextToken()).isNull();
        }
    }
}
