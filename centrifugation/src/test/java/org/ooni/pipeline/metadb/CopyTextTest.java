package org.ooni.pipeline.metadb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.ooni.pipeline.migrations.MetaDbFixture;

class CopyTextTest {
    private static final Table STRANGE = Table.of("strange", "value", "list");
    private static final String ALPHABET =
            "aZ \t\n\r\f\u000B\\\"'{},NUL\u0000\u0001\u00e9\u20ac\ud83d\ude00\ud83d\ude00\udbff";

    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    @Test
    void nulAndUnpairedSurrogatesBecomeReplacementCharacters() {
        assertThat(CopyText.clean("a\u0000b")).isEqualTo("a\uFFFDb");
        assertThat(CopyText.clean("\ud83d\ude00")).isEqualTo("\ud83d\ude00");
        assertThat(CopyText.clean("\ud83dx\ude00")).isEqualTo("\uFFFDx\uFFFD");
        assertThat(CopyText.clean("\ud83d\ud83d\ude00\u0000\ude00\ud83d"))
                .isEqualTo("\uFFFD\ud83d\ude00\uFFFD\uFFFD\uFFFD");
    }

    @Test
    void separatorsAndBackslashesAreEscaped() {
        StringBuilder field = new StringBuilder();
        CopyText.appendField(field, "a\tb\nc\rd\\N");
        assertThat(field).hasToString("a\\tb\\nc\\rd\\\\N");
    }

    @Test
    @DisplayName("#9: array elements are always quoted, so that an empty one and NULL stay texts")
    void arrayElementsAreAlwaysQuoted() {
        assertThat(CopyText.array(List.of("", "NULL", "a b", "\"\\")))
                .isEqualTo("{\"\",\"NULL\",\"a b\",\"\\\"\\\\\"}");
        assertThat(CopyText.array(List.of())).isEqualTo("{}");
    }

    @Test
    void whatIsCopiedIsReadBackWhateverItIs() throws Exception {
        long seed = Long.getLong("seed", 20_261_120);
        Random random = new Random(seed);
        List<String> texts = new ArrayList<>(List.of("", "\\N", "\\.", "NULL"));
        while (texts.size() < 400) {
            texts.add(randomText(random));
        }
        metadb.execute("CREATE TABLE strange (no serial, value text, list text[])");
        new MetaDb(metadb.dataSource()).inTransaction(connection -> {
            CopySink sink = CopySink.strict(connection, STRANGE);
            RowWriter rows = new RowWriter(STRANGE);
            for (String text : texts) {
                rows.text(text).text(CopyText.array(List.of("x", text))).end();
                sink.take(rows);
            }
            sink.flush();
            return null;
        });
        List<List<String>> expected = texts.stream()
                .map(CopyText::clean)
                .map(text -> List.of(text, text))
                .toList();
        assertThat(metadb.query("SELECT value, list[2] FROM strange ORDER BY no"))
                .as("seed %d", seed)
                .isEqualTo(expected);
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
