package org.ooni.pipeline.autoclaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ooni.pipeline.io.Progress;

/** The same reports give the same bytes, wherever and however they are autoclaved. */
class DeterminismTest {
    /** Whatever is formatted: numbers and times as keys, escapes, a derived report id, names in upper case. */
    private static final String ENTRY = "---\n1e-300: 1.5e+300\n1.5: 0.1\n12345678901234567890: 1\n"
            + "2016-01-02 03:04:05.6 +1: 2016-01-02 03:04:05.6\n2016-01-02: x\n"
            + "? !!python/tuple [\"\\xe9\\u20ac\\x01\", 1.5e+20, 2016-01-02 03:04:05.6]\n: 0b101\n"
            + "? !!python/complex 1.5-2e+20j\n: !!python/complex 1j\ntest_start_time: 2016-01-02 03:04:05\n"
            + "set: !!set {b, a, c}\nbytes: !!binary gIGC\n...\n";

    @TempDir
    private Path temp;

    private Map<String, String> expected;

    @BeforeEach
    void undisturbed() throws IOException {
        expected = state(bucket("undisturbed"), 1);
        assertThat(expected).hasSize(2 + 12);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 8})
    void anyNumberOfThreadsGivesTheSameBytes(int threads) throws IOException {
        assertThat(state(bucket("threads"), threads)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"tr, TR, Asia/Tokyo", "ar, EG, America/St_Johns", "th, TH, Asia/Bangkok"})
    void anyLocaleAndTimeZoneGiveTheSameBytes(String language, String country, String zone) throws IOException {
        List<String> options =
                List.of("-Duser.language=" + language, "-Duser.country=" + country, "-Duser.timezone=" + zone);
        try (ChildJvm run =
                ChildJvm.start(options, Run.class, bucket("abroad").home().toString())) {
            assertThat(run.readLine()).isEqualTo(expected.toString());
        }
    }

    @Test
    void theLocalesDoFormatDifferently() {
        assertThat(String.format(java.util.Locale.forLanguageTag("ar-EG"), "%02d", 7))
                .isNotEqualTo("07");
        assertThat("TITLE".toLowerCase(java.util.Locale.forLanguageTag("tr-TR")))
                .isNotEqualTo("title");
    }

    private TestBucket bucket(String home) throws IOException {
        TestBucket bucket = new TestBucket(temp.resolve(home));
        for (int test = 0; test < 12; test++) {
            String name = "t" + test;
            bucket.reports(name, 0, 3);
            bucket.json(name, 4, "{\"test_name\":\"TLS_HANDSHAKE I\",\"start_time\":1e9,\"a\":1.50}\n");
            bucket.yaml(
                    name, 5, "---\ntest_name: DNS_INJECTION\nstart_time: 1480000000.75\n...\n" + ENTRY.repeat(test));
        }
        return bucket;
    }

    private static Map<String, String> state(TestBucket bucket, int threads) throws IOException {
        bucket.can().autoclaving(TestBucket.MAX_MEASUREMENT, threads).run(TestBucket.DAY, Progress.NONE);
        return bucket.state();
    }

    /** Prints the state of the bucket at home in its first argument. */
    static final class Run {
        private Run() {}

        public static void main(String[] args) throws IOException {
            System.out.println(state(new TestBucket(Path.of(args[0])), 2));
        }
    }
}
