package org.ooni.pipeline.autoclaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ooni.pipeline.autoclaving.RecordingSink.Event;
import org.ooni.pipeline.autoclaving.sanitise.BridgeDb;
import org.ooni.pipeline.autoclaving.sanitise.Sanitisers;
import org.ooni.pipeline.autoclaving.scrub.ScrubbingRules;
import org.ooni.pipeline.report.BadReason;

class ReportAutoclaveTest {
    private static final String HEADER = "---\ntest_name: ndt\nstart_time: 1.0\n...\n";

    @TempDir
    private Path temp;

    private Autoclave autoclave;
    private final RecordingSink sink = new RecordingSink();

    @BeforeEach
    void anAutoclave() throws IOException {
        autoclave = new Autoclave(
                new Sanitisers(BridgeDb.read(Files.writeString(temp.resolve("bridge_db.json"), "{}"))),
                ScrubbingRules.none());
    }

    @Test
    void blobsBecomeEventsInTheirOrder() throws IOException {
        ReportCounts counts = json("{\"test_name\":\"a\"}\n{]}\n{\"test_name\":\"b\"}\n{\"test");
        assertThat(sink.events).extracting(Event::what).containsExactly("datum", "bad", "datum", "cut");
        assertThat(sink.events.get(1)).extracting(Event::off, Event::size).containsExactly(18L, 3L);
        assertThat(sink.events.get(3)).extracting(Event::off, Event::reason).containsExactly(40L, BadReason.TRUNCATED);
        assertThat(sink.data.get(0)).contains("\"test_name\":\"a\"").doesNotContain("\n");
        assertThat(counts).isEqualTo(new ReportCounts(1, 2, 1, 1, 0, 46));
    }

    @Test
    void anEntryIsMergedWithItsHeader() throws IOException {
        yaml(HEADER + "---\na: 1\n...\n");
        assertThat(sink.data).singleElement().asString().contains("\"test_name\":\"ndt\"");
    }

    @ParameterizedTest
    @DisplayName("D2: a report is cut at a header that is none")
    @CsvSource(
            delimiter = '|',
            value = {
                "---;...;              | ATTRIBUTE",
                "---;null;...;         | ATTRIBUTE",
                "---;- 1;...;          | ATTRIBUTE",
                "---;text;...;         | ATTRIBUTE",
                "---;a: [;...;         | YAML_PARSER",
                "---;a: &b 1;c: *d;...;| YAML_COMPOSER",
                "---;a: !!foo 1;...;   | YAML_CONSTRUCTOR"
            })
    void d2AReportIsCutAtAHeaderThatIsNone(String header, BadReason reason) throws IOException {
        ReportCounts counts = yaml("# a comment\n" + header.replace(';', '\n') + "---\na: 1\n...\n");
        assertThat(sink.events).containsExactly(new Event("cut", "", 12, -1, reason));
        assertThat(counts.cutOffs()).isEqualTo(1);
        assertThat(counts.data()).isZero();
    }

    @Test
    @DisplayName("D2, D45: a report is cut at a header above the limit")
    void d2AReportIsCutAtAHeaderAboveTheLimit() throws IOException {
        run("x.yaml", "---\na: " + "x".repeat(500) + "\n...\n---\na: 1\n...\n", 100);
        assertThat(sink.events).containsExactly(new Event("cut", "", 0, -1, BadReason.OVERFLOW));
    }

    @Test
    void aHeaderThatIsTruncatedIsACutToo() throws IOException {
        yaml("---\na: 1\n");
        assertThat(sink.events).containsExactly(new Event("cut", "", 0, -1, BadReason.TRUNCATED));
    }

    @Test
    @DisplayName("D4: a report that breaks is read to its end")
    void d4AReportThatBreaksIsReadToItsEnd() throws IOException {
        byte[] text = ("{}\n \n" + "x".repeat(3 << 20)).getBytes(StandardCharsets.US_ASCII);
        InputStream in = new ByteArrayInputStream(text);
        new ReportAutoclave(autoclave, 1000, "2016-09-28/x.json", sink).run(in, text.length);
        assertThat(in.available()).isZero();
        assertThat(sink.events).extracting(Event::what).containsExactly("datum", "cut");
    }

    @Test
    @DisplayName("D8: documents that say nothing leave no event but are counted")
    void d8DocumentsThatSayNothingLeaveNoEventButAreCounted() throws IOException {
        String nothing = "";
        for (String value : new String[] {"", "null", "{}", "[]", "0", "0.0", "false", "''"}) {
            nothing += "---\n" + value + "\n...\n";
        }
        ReportCounts counts = yaml(HEADER + nothing + "---\nb: 1\n...\n---\n5\n...\n");
        assertThat(sink.events).extracting(Event::what).containsExactly("datum", "bad");
        assertThat(counts.empty()).isEqualTo(8);
    }

    @Test
    void aBlobThatNoRuleForeseesIsABadBlobAndTheRestGoesOn() throws IOException {
        // A name without a bucket is checked before; here it makes every measurement fail where none should.
        run("nowhere.json", "{\"a\":1}\n{\"a\":2}\n", 1000);
        assertThat(sink.events)
                .extracting(Event::what, Event::off, Event::reason)
                .containsExactly(tuple("bad", 0L, BadReason.VALUE), tuple("bad", 8L, BadReason.VALUE));
    }

    @Test
    void theDeepestMeasurementsFitTheStackOfAThread() throws Exception {
        String deep = "[".repeat(1022) + "]".repeat(1022);
        String json = "{\"a\":" + deep + "}\n";
        String yaml = HEADER + "---\na: " + deep + "\n...\n";
        Throwable[] failure = new Throwable[1];
        Thread thread = new Thread(() -> {
            try {
                json(json);
                yaml(yaml);
            } catch (IOException | StackOverflowError e) {
                failure[0] = e;
            }
        });
        thread.start();
        thread.join();
        assertThat(failure[0]).isNull();
        assertThat(sink.events).extracting(Event::what).containsExactly("datum", "datum");
    }

    private ReportCounts json(String text) throws IOException {
        return run("2016-09-28/x.json", text, 1 << 20);
    }

    private ReportCounts yaml(String text) throws IOException {
        return run("2016-09-28/x.yaml", text, 1 << 20);
    }

    private ReportCounts run(String textname, String text, int maxBlob) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new ReportAutoclave(autoclave, maxBlob, textname, sink)
                .run(new ByteArrayInputStream(bytes), bytes.length);
    }
}
