package org.ooni.pipeline.feeder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers are those of the vectors of the Feeder rules §8. */
class BodyBytesTest {
    private static final String CHUNKED = "{'transfer-Encoding': 'Chunked'}";

    private static ObjectNode response(String body, String headers) {
        ObjectNode response = JsonNodeFactory.instance.objectNode();
        response.put("body", body.replace("\\r", "\r").replace("\\n", "\n"));
        return headers == null ? response : response.set("headers", SampleData.json(headers));
    }

    private static String of(String body, String headers) {
        return new String(BodyBytes.of(response(body, headers)), StandardCharsets.UTF_8);
    }

    @Test
    void vector41_chunksAreJoined() {
        assertThat(of("4\\r\\nasdf\\r\\n3\\r\\nqwe\\r\\n0\\r\\n\\r\\n", CHUNKED))
                .isEqualTo("asdfqwe");
    }

    @ParameterizedTest
    @CsvSource({
        "'A\\r\\n0123456789\\r\\n3\\r\\nqwe\\r\\n0\\r\\n\\r\\n', 13",
        "' +0x4\t\\r\\nasdf\\r\\n0\\r\\n\\r\\n', 4",
        "'0004\\r\\nasdf\\r\\n00003\\r\\nqwe\\r\\n0\\r\\n\\r\\n', 7",
        "'-0\\r\\n\\r\\n0\\r\\n\\r\\n', -1"
    })
    void vector42_theFirstSizeMayBeWrittenInManyWays(String body, int length) {
        if (length < 0) {
            assertThatThrownBy(() -> of(body, CHUNKED)).isInstanceOf(DatumException.class);
        } else {
            assertThat(of(body, CHUNKED)).hasSize(length);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'3\\r\\nqwe\\r\\nA\\r\\n0123456789\\r\\n0\\r\\n\\r\\n', 28",
        "'4\\r\\nasdf\\r\\n1;a\\r\\nx\\r\\n0\\r\\n\\r\\n', 22",
        "'ff\\r\\nasdf\\r\\n0\\r\\n\\r\\n', 15",
        "'2\\r\\nasdf\\r\\n0\\r\\n\\r\\n', 14",
        "'-5\\r\\nasdf\\r\\n0\\r\\n\\r\\n', 15",
        "'ffffffffffffffffffff\\r\\nasdf\\r\\n0\\r\\n\\r\\n', 33"
    })
    @DisplayName("vectors 42, 44, 45, #14: what breaks off is kept as it came")
    void vector45_whatBreaksOffIsKept(String body, int length) {
        assertThat(of(body, CHUNKED)).hasSize(length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'Transfer-Encoding': 'gzip, chunked'}",
                "null",
                "[]",
                "{'Transfer-Encoding': {'data': 'Y2h1bmtlZA==', 'format': 'base64'}}",
                "{'Transfer-Encoding': null}"
            })
    @DisplayName("vector 43, #15: what looks like chunks without the header is refused")
    void vector43_chunksWithoutTheHeader(String headers) {
        assertThatThrownBy(() -> of("asdf\\r\\n0\\r\\n\\r\\n", headers)).isInstanceOf(DatumException.class);
        assertThatThrownBy(() -> of("asdf\\r\\n0\\r\\n\\r\\n", null)).isInstanceOf(DatumException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4;a\\r\\nasdf\\r\\n0\\r\\n\\r\\n",
                "\\r\\n0\\r\\n\\r\\n",
                "0x\\r\\nasdf\\r\\n0\\r\\n\\r\\n",
                "4\\r-asdf\\r\\n0\\r\\n\\r\\n",
                "0\\r\\nasdf\\r\\n0\\r\\n\\r\\n",
                "4\\r\\nasdf\\r\\n0\\r\\njunk\\r\\n0\\r\\n\\r\\n"
            })
    void vector46_chunksThatCannotBeAreRefused(String body) {
        assertThatThrownBy(() -> of(body, CHUNKED)).isInstanceOf(DatumException.class);
    }

    @Test
    void vector47_noChunkAtAllNeedsNoHeader() {
        assertThat(of("0\\r\\n\\r\\n", null)).isEmpty();
    }

    @Test
    void vector48_theHeaderAloneChangesNothing() {
        assertThat(of("4\\r\\nasdf\\r\\n", CHUNKED)).hasSize(9);
    }

    @Test
    void anyBodyInChunksComesBack() {
        long seed = Long.getLong("seed", 20_261_120);
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            StringBuilder body = new StringBuilder();
            StringBuilder chunked = new StringBuilder();
            do {
                String chunk = "a\r\n0".repeat(1 + random.nextInt(20)).substring(random.nextInt(3));
                body.append(chunk);
                chunked.append(Integer.toHexString(chunk.length()))
                        .append("\r\n")
                        .append(chunk)
                        .append("\r\n");
            } while (random.nextInt(4) > 0);
            assertThat(of(chunked + "0\r\n\r\n", CHUNKED)).as("seed %d", seed).isEqualTo(body.toString());
        }
    }

    @Test
    void manyTinyChunksTakeTimeInProportion() {
        String body = "1\r\na\r\n".repeat(500_000) + "0\r\n\r\n";
        assertTimeout(
                Duration.ofSeconds(300), () -> assertThat(of(body, CHUNKED)).hasSize(500_000));
    }

    private static byte[] base64(String data) {
        return BodyBytes.of(SampleData.object("{'body': {'data': '" + data + "', 'format': 'base64'}}"));
    }

    @Test
    void base64IsReadAsMimeHasIt() {
        Random random = new Random(7);
        for (int length = 0; length < 50; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            String data = Base64.getEncoder().encodeToString(bytes);
            assertThat(base64(data)).isEqualTo(bytes);
            assertThat(base64(String.join("-\\n ", data.split("")))).isEqualTo(bytes);
        }
        assertThat(base64("Y=Q==ignored")).isEqualTo(new byte[] {'a'});
    }

    @ParameterizedTest
    @ValueSource(strings = {"YQ", "YWI", "Y", "YQ="})
    void base64WithoutItsPaddingIsRefused(String data) {
        assertThatThrownBy(() -> base64(data)).isInstanceOf(DatumException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'data': 'YQ=='}",
                "{'data': 'YQ==', 'format': 'hex'}",
                "{'data': 5, 'format': 'base64'}",
                "{'data': 'YQ==', 'format': 'base64', 'more': 1}",
                "5",
                "true",
                "[]"
            })
    void otherBodiesAreRefused(String body) {
        assertThatThrownBy(() -> BodyBytes.of(SampleData.object("{'body': " + body + "}")))
                .isInstanceOf(DatumException.class);
    }

    @Test
    void halfSurrogatesBecomeReplacements() {
        assertThat(of("a\ud800b\0\ud83d\ude00", null)).isEqualTo("a\ufffdb\0\ud83d\ude00");
        assertThat(Arrays.copyOf(Utf8.bytes("\udc00"), 3)).isEqualTo(Utf8.bytes("\ufffd"));
    }

    private static String title(String body) {
        return new ResponseBody(body.getBytes(StandardCharsets.UTF_8), new SimhashCache()).title();
    }

    @Test
    void vector64_aTitleIsWhatStandsBetweenPlainTags() {
        assertThat(title("<title >x</title>")).isNull();
        assertThat(title("<title>a<title>b</title>")).isEqualTo("a<title>b");
        assertThat(title("<TITLE> a\n&amp; \u00e9 </TiTlE>")).isEqualTo(" a\n&amp; \u00e9 ");
        assertThat(title("</title><title>x")).isNull();
        assertThat(title("")).isNull();
    }

    @Test
    void malformedTitlesAreReplaced() {
        byte[] body = "<title>a?b</title>".getBytes(StandardCharsets.US_ASCII);
        body[8] = (byte) 0xFF;
        assertThat(new ResponseBody(body, new SimhashCache()).title()).isEqualTo("a\ufffdb");
    }

    @Test
    void aBodyIsReadOnceForAMeasurement() {
        ObjectNode datum = SampleData.requests(SampleData.request("", SampleData.response("'x'", "{}")));
        ResponseBodies bodies = new ResponseBodies(new SimhashCache());
        ResponseBody first = bodies.of(datum, datum.at("/test_keys/requests/0/response"));
        assertThat(bodies.of(datum, datum.at("/test_keys/requests/0/response"))).isSameAs(first);
        ObjectNode other = datum.deepCopy();
        assertThat(bodies.of(other, other.at("/test_keys/requests/0/response"))).isNotSameAs(first);
    }
}
