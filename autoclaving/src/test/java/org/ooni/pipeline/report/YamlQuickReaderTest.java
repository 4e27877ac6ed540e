package org.ooni.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.parser.ParserImpl;

/** The quick reader gives the events, places and errors that the library finds character by character. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class YamlQuickReaderTest {
    private static final long SEED = Long.getLong("seed", 20_261_120);

    private static final String[] INSIDE = {
        "a",
        "bc",
        "'",
        " ",
        "  ",
        "\t",
        "\n",
        "\n  ",
        "\n\n",
        "\\\n",
        "\\\n  ",
        "\\\n\n",
        "\\ ",
        "\\n",
        "\\t",
        "\\r",
        "\\0",
        "\\a",
        "\\b",
        "\\v",
        "\\f",
        "\\e",
        "\\N",
        "\\_",
        "\\L",
        "\\P",
        "\\\"",
        "\\\\",
        "\\/",
        "\\x41",
        "\\xE9",
        "\\xfF",
        "\\u0430",
        "\\uFFFF",
        "\\U0001F600",
        "\u00E9",
        "\u0430",
        "\uD83D\uDE00",
        "#",
        ": ",
        "- ",
        "{",
        "]",
        ",",
        "%"
    };

    private static final String[] STRANGE = {
        "\\q",
        "\\x4",
        "\\xg0",
        "\\u12",
        "\\ud800",
        "\\UFFFFFFFF",
        "\\U00110000",
        "\\",
        "\"",
        "\r",
        "\r\n",
        "\u0085",
        "\\\r\n",
        "\u2028",
        "\u2029",
        "\\\u2028",
        "\uFEFF",
        "\n---",
        "\n...",
        "\n--- ",
        "\n...\n",
        "\n ---",
        "\\\t",
        "\\X41",
        "\\\u00E9"
    };

    private static final String[] AROUND = {
        "a: ",
        "- ",
        "\n",
        "\n  ",
        "? ",
        ": ",
        "[",
        "]",
        "{",
        "}",
        ", ",
        "'",
        "''",
        "'\"'",
        "|\n  ",
        "|-\n \"x\"\n",
        ">\n\"",
        "#\"",
        " #\"",
        "!!str ",
        "!\"",
        "!",
        "&a ",
        "&\"",
        "*a",
        "*\"",
        "x\"y\"",
        "%\"",
        "---\n",
        "@",
        "\t",
        " ",
        "\"",
        "\"\"",
        "~"
    };

    @Test
    void randomDocumentsGiveTheEventsOfTheLibrary() {
        Random random = new Random(SEED);
        for (int i = 0; i < 60_000; i++) {
            assertSameEvents(document(random));
        }
    }

    /** Keys are simple only up to a length, and pieces of the decoder have theirs. */
    @ParameterizedTest
    @ValueSource(ints = {1, 1020, 1021, 1022, 1023, 1024, 1025, 1026, 2048, 5000})
    void lengthsAreTheSame(int length) {
        assertSameEvents("\"" + "k".repeat(length) + "\": \"" + "\\xe9".repeat(length) + "\\\n  v\"");
        assertSameEvents("? \"" + "k".repeat(length) + "\"\n: \"" + "\u0430 ".repeat(length) + "\"");
    }

    @Test
    void everyEscapeMeansTheSame() {
        for (char c = ' '; c < 0x180; c++) {
            assertSameEvents("\"\\" + c + "0041 \"");
            assertSameEvents("\"x" + c + "y\"");
        }
    }

    private static String document(Random random) {
        StringBuilder text = new StringBuilder("---\n");
        for (int n = random.nextInt(4); n >= 0; n--) {
            for (int m = random.nextInt(3); m > 0; m--) {
                text.append(any(AROUND, random));
            }
            text.append('"');
            for (int m = random.nextInt(8); m > 0; m--) {
                text.append(any(random.nextInt(24) == 0 ? STRANGE : INSIDE, random));
            }
            text.append(random.nextInt(30) == 0 ? "" : "\"");
            text.append(random.nextBoolean() ? ": " : "");
        }
        return text.append(random.nextBoolean() ? "\n..." : "").toString();
    }

    private static String any(String[] pieces, Random random) {
        return pieces[random.nextInt(pieces.length)];
    }

    private static void assertSameEvents(String text) {
        assertThat(events(new YamlQuickReader(text)))
                .as("seed=%d %s", SEED, text)
                .isEqualTo(events(new YamlReader(text)));
    }

    private static List<String> events(YamlReader reader) {
        List<String> events = new ArrayList<>();
        try {
            ParserImpl parser = new ParserImpl(reader, new LoaderOptions());
            for (Event event = parser.getEvent(); event != null; event = parser.getEvent()) {
                events.add(event + place(event.getStartMark()) + place(event.getEndMark()));
            }
        } catch (MarkedYAMLException e) {
            events.add(e.getClass() + " " + e.getProblem() + place(e.getProblemMark()));
        } catch (YAMLException | NumberFormatException e) {
            events.add(e.toString());
        }
        return events;
    }

    private static String place(Mark mark) {
        return " @" + mark.getIndex() + "," + mark.getLine() + "," + mark.getColumn();
    }
}
