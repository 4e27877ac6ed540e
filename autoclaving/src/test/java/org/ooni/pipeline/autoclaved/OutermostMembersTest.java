package org.ooni.pipeline.autoclaved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutermostMembersTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> KEYS = Set.of("input", "probe_cc");

    private static Map<String, JsonNode> find(String text) throws IOException {
        byte[] bytes = ("{}" + text + "{\"input\":1}").getBytes(StandardCharsets.UTF_8);
        return new OutermostMembers(bytes).find(2, bytes.length - 13, KEYS);
    }

    @Test
    void membersWithinMembersAreNotMeant() throws IOException {
        assertThat(find("{\"a\": {\"input\": \"no\", \"b\": [{\"probe_cc\": 0}]}, \"input\": \"yes\"}"))
                .hasToString("{input=\"yes\"}");
    }

    @Test
    void bracesAndQuotesInStringsAreText() throws IOException {
        assertThat(
                        find(
                                "{\"x\": \"\\\"}\\\\\", \"y\": [\"]\", \"\\\\\\\"\"], \"probe_cc\" : \"R\\u0055\" , \"input\":null}"))
                .hasToString("{input=null, probe_cc=\"RU\"}");
    }

    @Test
    void keysMayBeSpeltWithEscapes() throws IOException {
        assertThat(find("{\"inp\\u0075t\": \"é\"}")).hasToString("{input=\"é\"}");
    }

    @Test
    void nothingIsReadBehindTheLastThatIsAskedFor() throws IOException {
        assertThat(find("{\"input\": [1, [2]], \"probe_cc\": \"RU\", this is not JSON"))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"a\"",
                "{\"a\":",
                "{\"a\": 1",
                "{\"a\": 1,",
                "{\"a",
                "{\"input\": secret}",
                "{1: 2}",
                "{\"a\": [1}"
            })
    void whatIsNoObjectIsRefusedWithoutAQuotation(String text) {
        assertThatThrownBy(() -> find(text)).isInstanceOf(IOException.class).hasMessageNotContaining("secret");
    }

    /** Whatever the object, what is found is what its tree has. */
    @Test
    void itFindsWhatATreeHas() throws IOException {
        long seed = Long.getLong("seed", 20_261_120);
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            String text = RandomJson.object(random, 3);
            Map<String, JsonNode> expected = new HashMap<>();
            JSON.readTree(text).properties().stream()
                    .filter(member -> KEYS.contains(member.getKey()))
                    .forEach(member -> expected.put(member.getKey(), member.getValue()));
            assertThat(find(text)).as("seed %d: %s", seed, text).isEqualTo(expected);
        }
    }

    /** Small objects of hostile strings, each key once. */
    private static final class RandomJson {
        private static final String[] STRINGS = {
            "input", "probe_cc", "", "\\\\", "\\\"", "{", "}", "[", "]", ",", ":", "\\u00e9", "é", "inp\\u0075t\\\\"
        };
        private static final String[] SCALARS = {"1", "-2.5e3", "true", "false", "null"};
        private static final String[] BLANKS = {"", "", " ", "\t\n"};

        static String object(Random random, int depth) {
            Map<String, String> members = new HashMap<>();
            for (int n = random.nextInt(5); n > 0; n--) {
                members.put(pick(STRINGS, random), value(random, depth));
            }
            StringBuilder text = new StringBuilder("{");
            members.forEach((key, value) -> text.append(text.length() > 1 ? "," : "")
                    .append(pick(BLANKS, random))
                    .append('"')
                    .append(key)
                    .append('"')
                    .append(pick(BLANKS, random))
                    .append(':')
                    .append(pick(BLANKS, random))
                    .append(value)
                    .append(pick(BLANKS, random)));
            return text.append('}').toString();
        }

        private static String value(Random random, int depth) {
            return switch (depth == 0 ? random.nextInt(2) : random.nextInt(4)) {
                case 0 -> pick(SCALARS, random);
                case 1 -> '"' + pick(STRINGS, random) + pick(STRINGS, random) + '"';
                case 2 -> "[" + value(random, depth - 1) + pick(BLANKS, random) + "," + value(random, depth - 1) + "]";
                default -> object(random, depth - 1);
            };
        }

        private static String pick(String[] of, Random random) {
            return of[random.nextInt(of.length)];
        }
    }
}
