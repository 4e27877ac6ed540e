package org.ooni.pipeline.autoclaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ooni.pipeline.autoclaving.sanitise.BridgeDb;
import org.ooni.pipeline.autoclaving.sanitise.Sanitisers;
import org.ooni.pipeline.autoclaving.scrub.ScrubbingRules;
import org.ooni.pipeline.report.BadReason;
import org.ooni.pipeline.report.Slicer;

/** What attacks one blob of a report leaves the others alone: each report here ends with a measurement that is kept. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class HostileReportTest {
    private static final String GOOD_JSON = "{\"input\":\"good\"}\n";
    private static final String HEADER = "---\ntest_name: a\n...\n";
    private static final String GOOD_YAML = "---\ninput: good\n...\n";
    private static final int DEEP = 100_000;

    @TempDir
    private Path temp;

    private ReportLaws laws;

    @BeforeEach
    void prepare() throws IOException {
        Path bridges = Files.writeString(temp.resolve("bridge_db.json"), "{}");
        Autoclave autoclave = new Autoclave(new Sanitisers(BridgeDb.read(bridges)), ScrubbingRules.none());
        laws = new ReportLaws(autoclave, Slicer.DEFAULT_MAX_BLOB);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":", "[", "[{\"a\":[", "[[],"})
    void deepNestingInJsonIsABadBlob(String opening) throws IOException {
        assertThat(json("{\"a\":" + opening.repeat(DEEP) + "}\n")).containsExactly(BadReason.VALUE, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? ", "!!set {"})
    void deepNestingInYamlIsABadBlob(String opening) throws IOException {
        assertThat(yaml(opening.repeat(DEEP))).containsExactly(BadReason.OVERFLOW, null);
    }

    @Test
    @DisplayName("D45: more than a million values in an old measurement are a bad blob")
    void valuesOfAnOldMeasurementAreBounded() throws IOException {
        assertThat(json("{\"a\":[0" + ",0".repeat(999_997) + "]}\n")).containsExactly(null, null);
        assertThat(json("{\"a\":[0" + ",0".repeat(999_998) + "]}\n")).containsExactly(BadReason.OVERFLOW, null);
        String today = "{\"data_format_version\":\"0.2.0\",\"test_keys\":[0" + ",0".repeat(1_100_000) + "]}\n";
        assertThat(json(today)).containsExactly(null, null);
        assertThat(json(today.replace("test_keys\":", "test_keys\":1,\"id\":")))
                .containsExactly(BadReason.OVERFLOW, null);
    }

    @Test
    @DisplayName("D45: a serial number of more than a thousand digits is a bad blob")
    void digitsOfASerialNumberAreBounded() throws IOException {
        String handshake = "{\"test_name\":\"tls_handshake\",\"cert_serial_no\":";
        assertThat(json(handshake + "9".repeat(1000) + "}\n")).containsExactly(null, null);
        assertThat(json(handshake + "9".repeat(1001) + "}\n")).containsExactly(BadReason.OVERFLOW, null);
    }

    @Test
    void bytesThatAreNoTextAreKeptOrRefused() throws IOException {
        assertThat(json("{\"a\":\"\u0000\"}\n")).containsExactly(BadReason.VALUE, null);
        assertThat(json("{\"a\":\"\u00ff\"}\n")).containsExactly(BadReason.VALUE, null);
        assertThat(json("{\"a\":\"\u00c3\"}\n")).containsExactly(BadReason.VALUE, null);
        assertThat(json("{\"a\":\"\\ud83d\u0001\u0080\"}\n")).containsExactly(null, null);
        assertThat(json("{\"a\":\"\\u0000\"}\n")).containsExactly(null, null);
        assertThat(yaml("a: \u0000")).containsExactly(BadReason.YAML_READER, null);
        assertThat(yaml("a: \u00ff")).containsExactly(BadReason.YAML_READER, null);
        assertThat(yaml("a: \"\\ud83d\"")).containsExactly(BadReason.YAML_SCANNER, null);
    }

    @Test
    void repeatedKeysAndNumbersThatAreNoneAreKeptOrRefused() throws IOException {
        assertThat(json("{\"a\":1,\"a\":{\"b\":1,\"b\":2}}\n")).containsExactly(null, null);
        assertThat(yaml("a: 1\na: 2\nb: .nan\nc: -.inf")).containsExactly(null, null);
        for (String word : List.of("NaN", "Infinity", "-Infinity", "+1", ".5", "0x1f", "1e", "--1")) {
            assertThat(json("{\"a\":" + word + "}\n")).as(word).containsExactly(BadReason.VALUE, null);
        }
        assertThat(json("{\"a\":1e999,\"start_time\":1e999}\n")).containsExactly(BadReason.VALUE, null);
        assertThat(json("{\"a\":1e999,\"start_time\":" + "9".repeat(1_000_000) + "}\n"))
                .containsExactly(BadReason.VALUE, null);
    }

    @Test
    @DisplayName("D45: aliases of aliases, and sixty parts of a sixty parts of a number, are bad blobs")
    void bombsAreBadBlobs() throws IOException {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 0; i < 40; i++) {
            bomb.append("a%d: &a%1$d [*a%d, *a%2$d]\n".formatted(i + 1, i));
        }
        assertThat(yaml(bomb.toString())).containsExactly(BadReason.OVERFLOW, null);
        assertThat(yaml("a: 1" + ":5".repeat(DEEP) + ".5")).containsExactly(BadReason.OVERFLOW, null);
        assertThat(yaml("a: &a [*a]")).containsExactly(BadReason.OVERFLOW, null);
    }

    @Test
    @DisplayName("D45: a report whose copies of header and aliases come to a gigabyte is made no further")
    void copiesOfOneReportAreBounded() throws IOException {
        String list = "---\n- &a " + "x".repeat(1 << 20) + "\n" + "- *a\n".repeat(63) + "...\n";
        String report = HEADER + GOOD_YAML + list.repeat(18) + GOOD_YAML;
        assertThat(reasons(laws.run("2016-09-28/x.yaml", bytes(report))))
                .hasSize(20)
                .startsWith(null, BadReason.ATTRIBUTE)
                .endsWith(BadReason.ATTRIBUTE, BadReason.OVERFLOW, BadReason.OVERFLOW);
    }

    private List<BadReason> json(String hostile) throws IOException {
        return reasons(laws.run("2016-09-28/x.json", bytes(hostile + GOOD_JSON)));
    }

    private List<BadReason> yaml(String hostile) throws IOException {
        return reasons(laws.run("2016-09-28/x.yaml", bytes(HEADER + "---\n" + hostile + "\n...\n" + GOOD_YAML)));
    }

    /** Null for a measurement. */
    private static List<BadReason> reasons(RecordingSink sink) {
        return sink.events.stream().map(RecordingSink.Event::reason).toList();
    }

    private static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }
}
