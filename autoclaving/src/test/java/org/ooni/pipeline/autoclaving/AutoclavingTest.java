package org.ooni.pipeline.autoclaving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.autoclaved.IndexLine.ReportEnd;
import org.ooni.pipeline.autoclaving.AutoclavingResult.State;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.report.BadReason;

class AutoclavingTest {
    private static final String HEADER = "---\ntest_name: ndt\nstart_time: 1.0\n...\n";

    @TempDir
    private Path temp;

    private TestBucket bucket;

    @BeforeEach
    void aBucket() throws IOException {
        bucket = new TestBucket(temp.resolve("home"));
    }

    @Test
    void everyCanBecomesAFileOfItsName() throws IOException {
        AutoclavingResult result =
                bucket.reports("ndt", 0, 4).reports("dash", 0, 1).can().run();
        assertThat(result.state()).isEqualTo(State.AUTOCLAVED);
        assertThat(result)
                .extracting(
                        AutoclavingResult::files,
                        AutoclavingResult::present,
                        AutoclavingResult::behind,
                        AutoclavingResult::reports,
                        AutoclavingResult::data,
                        AutoclavingResult::badBlobs,
                        AutoclavingResult::cutOffs)
                .containsExactly(2, 0, 0, 5L, 8L, 0L, 0L);
        assertThat(bucket.state())
                .containsOnlyKeys("", "index.json.gz", "ndt.0.tar.lz4", TestBucket.file("dash", 0, "json") + ".lz4")
                .allSatisfy((name, state) -> assertThat(state).startsWith(name.isEmpty() ? "r-xr-xr-x" : "r--r--r-- "));
    }

    @Test
    void measurementsAreNormalisedAndFoundUnderTheirReports() throws IOException {
        ReadBucket read = bucket.reports("ndt", 0, 4).made().read();
        assertThat(read.files()).containsExactly("2016-09-28/ndt.0.tar.lz4");
        assertThat(read.reports())
                .extracting(ReadBucket.Report::textname)
                .containsExactly(
                        TestBucket.textname("ndt", 0, "json"),
                        TestBucket.textname("ndt", 1, "json"),
                        TestBucket.textname("ndt", 2, "json"),
                        TestBucket.textname("ndt", 3, "json"));
        ReadBucket.Report third = read.reports().get(2);
        assertThat(third.data()).hasSize(3);
        JsonNode datum = new JsonMapper().readTree(third.data().get(0));
        assertThat(datum.path("report_filename").asText()).isEqualTo(third.textname());
        assertThat(datum.path("bucket_date").asText()).isEqualTo("2016-09-28");
        assertThat(datum.path("test_keys").path("n").asInt()).isEqualTo(2);
        assertThat(third.end()).containsExactly(ReportEnd.WHOLE);
    }

    @Test
    void aBucketWithoutReportsIsAnIndexWithoutALine() throws IOException {
        assertThat(bucket.can().run().state()).isEqualTo(State.AUTOCLAVED);
        assertThat(bucket.indexText()).isEmpty();
        assertThat(bucket.state()).containsOnlyKeys("", "index.json.gz");
        assertThat(bucket.run().state()).isEqualTo(State.UNCHANGED);
    }

    @Test
    void aReportOfNoBytesIsAGoodReport() throws IOException {
        ReadBucket read = bucket.json("dash", 0, "")
                .json("ndt", 0, "")
                .reports("ndt", 1, 2)
                .made()
                .read();
        assertThat(read.reports())
                .hasSize(3)
                .allSatisfy(report -> assertThat(report.end()).containsExactly(ReportEnd.WHOLE));
        ReadBucket.Report alone = read.report(TestBucket.textname("dash", 0, "json"));
        assertThat(alone.data()).isEmpty();
        assertThat(alone.start().srcSize()).isZero();
        assertThat(read.frameTexts()
                        .get(read.files().indexOf("2016-09-28/" + TestBucket.file("dash", 0, "json") + ".lz4")))
                .isZero();
    }

    @Test
    void aReportOfBadBlobsAloneGivesAFrameWithoutText() throws IOException {
        bucket.json("dash", 0, "{]}\n{\"a\":}\n").can();
        AutoclavingResult result = bucket.run();
        ReadBucket read = bucket.read();
        assertThat(result.badBlobs()).isEqualTo(2);
        assertThat(read.frameTexts()).containsExactly(0L);
        assertThat(read.reports().get(0).bad())
                .extracting(bad -> bad.srcOff() + "+" + bad.srcSize() + " " + bad.info())
                .containsExactly("0+3 <type 'exceptions.ValueError'>", "4+6 <type 'exceptions.ValueError'>");
    }

    @Test
    void aYamlReportOfAHeaderAloneHasNoData() throws IOException {
        ReadBucket.Report report =
                bucket.yaml("ndt", 0, HEADER).made().read().reports().get(0);
        assertThat(report.data()).isEmpty();
        assertThat(report.end()).containsExactly(ReportEnd.WHOLE);
    }

    @Test
    void aCutOffReportKeepsWhatStandsBeforeTheCut() throws IOException {
        String line = TestBucket.measurement("ndt", 1) + "\n";
        AutoclavingResult result = bucket.json("ndt", 0, line + line + "{\"half")
                .json("ndt", 1, line + "\n" + line)
                .can()
                .run();
        assertThat(result.cutOffs()).isEqualTo(2);
        ReadBucket read = bucket.read();
        assertThat(read.reports().get(0).data()).hasSize(2);
        assertThat(read.reports().get(0).end())
                .containsExactly(new ReportEnd(OptionalLong.of(2L * line.length()), BadReason.TRUNCATED.info()));
        assertThat(read.reports().get(1).data()).hasSize(1);
        assertThat(read.reports().get(1).end())
                .containsExactly(new ReportEnd(OptionalLong.of(line.length()), BadReason.BROKEN_FRAME.info()));
    }

    @Test
    @DisplayName("D2: a YAML report without a usable header does not stop the bucket")
    void d2AReportWithoutAHeaderDoesNotStopTheBucket() throws IOException {
        AutoclavingResult result = bucket.yaml("ndt", 0, "---\n...\n---\na: 1\n...\n")
                .yaml("ndt", 1, HEADER + "---\na: 1\n...\n")
                .can()
                .run();
        assertThat(result.cutOffs()).isEqualTo(1);
        assertThat(result.data()).isEqualTo(1);
        assertThat(bucket.read().reports().get(0).end())
                .containsExactly(new ReportEnd(OptionalLong.of(0), BadReason.ATTRIBUTE.info()));
    }

    @Test
    @DisplayName("D4: a report stored alone that breaks before its second MiB is read to its end")
    void d4ABrokenReportAloneIsReadToItsEnd() throws IOException {
        String line = TestBucket.measurement("ndt", 1) + "\n";
        bucket.json("ndt", 0, line + " " + line.repeat(30_000)).can();
        AutoclavingResult result = bucket.run();
        assertThat(result.data()).isEqualTo(1);
        assertThat(bucket.read().reports().get(0).end())
                .containsExactly(new ReportEnd(OptionalLong.of(line.length()), BadReason.BROKEN_FRAME.info()));
    }

    @Test
    @DisplayName("D8: YAML documents that say nothing are counted")
    void d8DocumentsThatSayNothingAreCounted() throws IOException {
        AutoclavingResult result = bucket.yaml("ndt", 0, HEADER + "---\n0\n...\n---\n[]\n...\n---\na: 1\n...\n")
                .can()
                .run();
        assertThat(result.empty()).isEqualTo(2);
        assertThat(result.data()).isEqualTo(1);
        assertThat(result.badBlobs()).isZero();
    }

    @Test
    @DisplayName("D45: a measurement above the limit is a bad blob, the next is not")
    void d45AMeasurementAboveTheLimitIsABadBlob() throws IOException {
        String small = TestBucket.measurement("ndt", 1);
        String large = "{\"a\":\"" + "x".repeat(4000) + "\"}";
        bucket.json("ndt", 0, large + "\n" + small + "\n").can();
        AutoclavingResult result = bucket.autoclaving(1000, 1).run(TestBucket.DAY, Progress.NONE);
        assertThat(result.data()).isEqualTo(1);
        assertThat(bucket.read().reports().get(0).bad()).singleElement().satisfies(bad -> {
            assertThat(bad.srcOff()).isZero();
            assertThat(bad.srcSize()).isEqualTo(large.length());
            assertThat(bad.info()).isEqualTo(BadReason.OVERFLOW.info());
        });
    }

    @Test
    void aReportOfATarWhoseTextDoesNotFitInMemoryGoesThroughAFile() throws IOException {
        String line = "{\"data_format_version\":\"0.2.0\",\"test_keys\":{\"a\":\"" + "x".repeat(1 << 20) + "\"}}\n";
        bucket.json("ndt", 0, line.repeat(34)).reports("ndt", 1, 3).can();
        assertThat(bucket.run().textBytes()).isGreaterThan(34 << 20);
        ReadBucket read = bucket.read();
        assertThat(read.files()).containsExactly("2016-09-28/ndt.0.tar.lz4");
        assertThat(read.reports()).extracting(report -> report.data().size()).containsExactly(34, 2, 3);
        assertThat(read.reports().get(0).data()).allMatch(datum -> datum.length() > 1 << 20);
        assertThat(bucket.state()).containsOnlyKeys("", "index.json.gz", "ndt.0.tar.lz4");
    }

    @Test
    void aFileOfMoreEventsThanMemoryHoldsIsFinished() throws IOException {
        bucket.json("ndt", 0, "{]}\n".repeat(20_000)).can();
        assertThat(bucket.run().badBlobs()).isEqualTo(20_000);
        assertThat(bucket.read().reports().get(0).bad()).hasSize(20_000);
    }

    @Test
    void sameCansGiveSameBytesHoweverManyThreadsAndWherever() throws IOException {
        TestBucket other = mixed(new TestBucket(temp.resolve("other"))).can();
        mixed(bucket).can();
        bucket.autoclaving(TestBucket.MAX_MEASUREMENT, 1).run(TestBucket.DAY, Progress.NONE);
        other.autoclaving(TestBucket.MAX_MEASUREMENT, 4).run(TestBucket.DAY, Progress.NONE);
        assertThat(bucket.state()).hasSize(10).isEqualTo(other.state());
    }

    @Test
    void progressAddsUpToTheReportsAndAdvancesWhileALargeOneIsRead() throws IOException {
        String line = "{\"a\":\"" + "x".repeat(1 << 20) + "\"}\n";
        bucket.json("ndt", 0, line.repeat(8)).reports("dash", 0, 3).can();
        AtomicLong sum = new AtomicLong();
        AtomicLong steps = new AtomicLong();
        AutoclavingResult result = bucket.autoclaving(TestBucket.MAX_MEASUREMENT, 1)
                .run(TestBucket.DAY, bytes -> {
                    sum.addAndGet(bytes);
                    steps.incrementAndGet();
                });
        assertThat(sum).hasValue(result.rawBytes());
        assertThat(steps).hasValueGreaterThan(3 + 8);
    }

    @Test
    void aBucketWithoutCansIsAbsent() throws IOException {
        assertThat(bucket.run().state()).isEqualTo(State.ABSENT);
        assertThat(bucket.autoclavedRoot()).doesNotExist();
    }

    @Test
    void noTemporaryFileIsLeft() throws IOException {
        mixed(bucket).made();
        try (var entries = Files.walk(temp)) {
            assertThat(entries.map(path -> path.getFileName().toString())).noneMatch(name -> name.startsWith(".tmp-"));
        }
    }

    private static TestBucket mixed(TestBucket bucket) throws IOException {
        for (String test : new String[] {"dash", "ndt", "tor", "web"}) {
            bucket.reports(test, 0, 30);
        }
        for (String test : new String[] {"a", "b", "c", "d"}) {
            bucket.yaml(test, 0, HEADER + "---\nb: 1\n...\n---\n[1]\n...\n# end\n");
        }
        return bucket;
    }
}
