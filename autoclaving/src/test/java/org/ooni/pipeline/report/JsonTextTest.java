package org.ooni.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    /** In blobs of this test a character is a byte. */
    private final JsonText text = new JsonText();

    @Test
    void blanksBetweenTokensAreDropped() throws BadBlobException {
        assertThat(copied("{ \"a\" :\n[ 1 ,\t{ } , [ ] ] ,\r\"b c\" : null } \n"))
                .isEqualTo("{\"a\":[1,{},[]],\"b c\":null}");
    }

    @Test
    void aCommaMayStandBeforeTheBraceButNotBeforeTheBracket() throws BadBlobException {
        assertThat(copied("{\"a\":{\"b\":1 , },}")).isEqualTo("{\"a\":{\"b\":1}}");
        assertRefused("{\"a\":[1,]}", "byte 8 of the blob: no digit");
        assertRefused("{,}", "byte 1 of the blob: no string for a key");
        assertRefused("{\"a\":1,,}", "byte 7 of the blob: no string for a key");
    }

    @Test
    void zerosThatLeadAreDroppedAndABarePointGetsItsZero() throws BadBlobException {
        assertThat(copied("{\"a\":[007,-007,00,0,-0,00.5,-00.50,1.,-1.,1.e5,-0.0,0e1]}"))
                .isEqualTo("{\"a\":[7,-7,0,0,0,0.5,-0.50,1.0,-1.0,1.0e5,-0.0,0e1]}");
    }

    @Test
    @DisplayName("D11: integers of any size are exact, and a lone minus is no number")
    void integersAreExact() throws BadBlobException {
        String digits = "9223372036854775808,18446744073709551616,30000000000000000000,-" + "7".repeat(5000);
        assertThat(copied("{\"a\":[" + digits + "]}")).isEqualTo("{\"a\":[" + digits + "]}");
        assertRefused("{\"a\":-}", "byte 6 of the blob: no digit");
    }

    @Test
    @DisplayName("D12, D13: floats keep all their digits, however small or large")
    void floatsKeepTheirText() throws BadBlobException {
        String numbers = "[0.1234567890123456,1e-11,1451606400.123456,1.0,1e400,1E+400,-2.50e-7]";
        assertThat(copied("{\"a\":" + numbers + "}")).isEqualTo("{\"a\":" + numbers + "}");
    }

    @Test
    void eachCharacterHasOneSpelling() throws BadBlobException {
        assertThat(
                        copied(
                                "{\"a\":\"\\/ \\u002F \\u0041 \\u00E9 \\u20ac \\ud83d\\ude00 \\u0022 \\u005c \\u000a \\u0001 \\u0000\"}"))
                .isEqualTo("{\"a\":\"/ / A \u00e9 \u20ac \ud83d\ude00 \\\" \\\\ \\n \\u0001 \\u0000\"}");
    }

    @Test
    void rawControlsAreEscapedSoThatTheTextHasOneLine() throws BadBlobException {
        assertThat(copied("{\"a\":\"x\ty\nz\r\b\f\u0001\u001f\u007f\"}"))
                .isEqualTo("{\"a\":\"x\\ty\\nz\\r\\b\\f\\u0001\\u001f\u007f\"}");
        assertRefused("{\"a\":\"\u0000\"}", "byte 6 of the blob: NUL in a string");
    }

    @Test
    void aBlobOfControlsGrowsSixfold() throws BadBlobException {
        assertThat(copied("{\"a\":\"" + "\u0001".repeat(200_000) + "\"}"))
                .isEqualTo("{\"a\":\"" + "\\u0001".repeat(200_000) + "\"}");
        assertThat(copied("{\"a\":\"" + "\u0080".repeat(200_000) + "\"}"))
                .isEqualTo("{\"a\":\"" + "\u0080".repeat(200_000) + "\"}");
    }

    @Test
    @DisplayName("D14: half a surrogate pair stays, and only neighbours are paired")
    void loneSurrogatesStay() throws BadBlobException {
        assertThat(copied("{\"a\":\"\\uD800abc\",\"b\":\"\\udc00\"}"))
                .isEqualTo("{\"a\":\"\\ud800abc\",\"b\":\"\\udc00\"}");
        assertThat(copied("{\"a\":\"\\ud83dabc\\ude00\"}")).isEqualTo("{\"a\":\"\\ud83dabc\\ude00\"}");
        assertThat(copied("{\"a\":\"\\ud83d\\ud83d\\ude00\\ude00\"}"))
                .isEqualTo("{\"a\":\"\\ud83d\ud83d\ude00\\ude00\"}");
        assertThat(copied("{\"a\":\"\\ud83d\\ude00\\\\\\ude00\"}")).isEqualTo("{\"a\":\"\ud83d\ude00\\\\\\ude00\"}");
        assertThat(copied("{\"a\":\"\\ud83d\",\"\\ude00\":1}")).isEqualTo("{\"a\":\"\\ud83d\",\"\\ude00\":1}");
    }

    @Test
    @DisplayName("D15: stray continuation bytes are characters, encoded surrogates are surrogates")
    void strayBytesAndEncodedSurrogatesAreTaken() throws BadBlobException {
        assertThat(copied("{\"a\":\"\u0080\u00bf\"}")).isEqualTo("{\"a\":\"\u0080\u00bf\"}");
        assertThat(copied("{\"a\":\"\u00c3\u00a9\u0080\"}")).isEqualTo("{\"a\":\"\u00e9\u0080\"}");
        assertThat(copied("{\"a\":\"\u00ed\u00a0\u0080\"}")).isEqualTo("{\"a\":\"\\ud800\"}");
        assertThat(copied("{\"a\":\"\u00ed\u00a0\u00bd\u00ed\u00b8\u0080\"}")).isEqualTo("{\"a\":\"\ud83d\ude00\"}");
        assertThat(copied("{\"a\":\"\\ud83d\u00ed\u00b8\u0080\"}")).isEqualTo("{\"a\":\"\ud83d\ude00\"}");
    }

    @ParameterizedTest
    @DisplayName("D15: any other malformed UTF-8 is refused")
    @ValueSource(
            strings = {
                "\u00e9 b",
                "\u00c0\u0080",
                "\u00c1\u00bf",
                "\u00c3",
                "\u00e2\u0082",
                "\u00e0\u009f\u00bf",
                "\u00f0\u008f\u00bf\u00bf",
                "\u00f0\u009f\u0098",
                "\u00f4\u0090\u0080\u0080",
                "\u00f5\u0080\u0080\u0080",
                "\u00f8\u0088\u0080\u0080\u0080",
                "\u00fe",
                "\u00ff"
            })
    void malformedUtf8IsRefused(String bytes) {
        assertRefused("{\"a\":\"" + bytes + "\"}", "malformed UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                " {}",
                "{",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":\"",
                "{\"a\":\"\\",
                "{\"a\":\"\\u12",
                "{\"a\":\"\u00e2",
                "{a:1}",
                "{'a':1}",
                "{1:1}",
                "{\"a\" 1}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":[1 2]}",
                "{\"a\":[,1]}",
                "{\"a\":[1}",
                "{\"a\":{]}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":-Infinity}",
                "{\"a\":.5}",
                "{\"a\":-.5}",
                "{\"a\":+1}",
                "{\"a\":1e}",
                "{\"a\":1e+}",
                "{\"a\":1.2.3}",
                "{\"a\":0x10}",
                "{\"a\":tru}",
                "{\"a\":truE}",
                "{\"a\":nul",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\'\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"\\u+123\"}",
                "{\"a\":1}}",
                "{\"a\":1}\n{}",
                "{} \n{}",
                "{}\u000b",
                "{\u00a0}"
            })
    void whatIsNotOfTheDialectIsRefused(String blob) {
        assertRefused(blob, "of the blob: ");
    }

    @Test
    void objectsAndArraysMayBe1024LevelsDeep() throws BadBlobException {
        String deepest = "{\"a\":" + "[".repeat(1023) + "]".repeat(1023) + "}";
        assertThat(copied(deepest)).isEqualTo(deepest);
        assertThat(rewritten()).isEqualTo(deepest);
        assertRefused("{\"a\":" + "[".repeat(1024) + "]".repeat(1024) + "}", "more than 1024 levels");
        assertRefused("{\"a\":".repeat(5_000_000), "more than 1024 levels");
    }

    @Test
    void outermostMembersAreFoundInTheirOrder() throws BadBlobException {
        String copied = copied("{ \"a\": [1, {\"x\": 2}] , \"\\u00e9\\n\" :\"v\", \"a\": {} , \"n\": 1. }");
        Members members = text.members();
        assertThat(IntStream.range(0, members.size()).mapToObj(members::key))
                .containsExactly("a", "\u00e9\n", "a", "n");
        byte[] bytes = copied.getBytes(StandardCharsets.UTF_8);
        assertThat(IntStream.range(0, members.size())
                        .mapToObj(i -> utf8(bytes, members.valueFrom(i), members.valueTo(i))))
                .containsExactly("[1,{\"x\":2}]", "\"v\"", "{}", "1.0");
        assertThat(IntStream.range(0, members.size()).mapToObj(i -> utf8(bytes, members.keyFrom(i), members.keyTo(i))))
                .containsExactly("\"a\"", "\"\u00e9\\n\"", "\"a\"", "\"n\"");
        assertThat(text.value(0).get(1).get("x").intValue()).isEqualTo(2);
        assertThat(text.value(1).textValue()).isEqualTo("v");
    }

    @Test
    void manyMembersAreFound() throws BadBlobException {
        StringBuilder blob = new StringBuilder("{");
        for (int i = 0; i < 1000; i++) {
            blob.append("\"k").append(i).append("\":").append(i).append(',');
        }
        copied(blob.append('}').toString());
        assertThat(text.members().size()).isEqualTo(1000);
        assertThat(text.members().key(999)).isEqualTo("k999");
        assertThat(text.value(999).intValue()).isEqualTo(999);
    }

    @Test
    void aKeyThatAnInnerObjectRepeatsIsNoticedInAnySpelling() throws BadBlobException {
        for (String blob : List.of(
                "{\"a\":{\"x\":1,\"x\":2}}",
                "{\"a\":[{\"x\":1,\"y\":3,\"\\u0078\":2}]}",
                "{\"a\":{\"x\":{\"p\":1},\"x\":2}}",
                "{\"a\":{\"x\":1,\"y\":{\"x\":{}},\"x\":2}}")) {
            copied(blob);
            assertThat(text.hasNestedRepeats()).as(blob).isTrue();
        }
        assertThat(text.tree().toString()).isEqualTo("{\"a\":{\"x\":2,\"y\":{\"x\":{}}}}");
    }

    @Test
    void theSameKeyInSeveralObjectsIsNoRepeat() throws BadBlobException {
        copied("{\"x\":{\"x\":{\"x\":1}},\"y\":[{\"x\":1},{\"x\":2}],\"x\":3}");
        assertThat(text.hasNestedRepeats()).isFalse();
        assertThat(text.tree().toString()).isEqualTo("{\"x\":3,\"y\":[{\"x\":1},{\"x\":2}]}");
    }

    @Test
    void aRepeatIsNoticedInLargeObjectsToo() throws BadBlobException {
        StringBuilder inner = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            inner.append("\"k").append(i).append("\":{\"a\":0},");
        }
        copied("{\"a\":{" + inner + "}}");
        assertThat(text.hasNestedRepeats()).isFalse();
        copied("{\"a\":{" + inner + "\"k7\":1}}");
        assertThat(text.hasNestedRepeats()).isTrue();
    }

    @Test
    void aRefusedBlobLeavesNothingBehind() throws BadBlobException {
        assertRefused("{\"a\":{\"x\":1,\"y\":[", "object without an end");
        assertThat(copied("{\"b\":{\"x\":1}}")).isEqualTo("{\"b\":{\"x\":1}}");
        assertThat(text.hasNestedRepeats()).isFalse();
        assertThat(text.members().size()).isEqualTo(1);
    }

    @Test
    void theBlobMayLieInsideALargerArray() throws BadBlobException {
        byte[] array = SlicedReport.latin1("xx{\"a\":\"b\"}yyyyyyyyyyyyyyyyyyy");
        text.copy(array, 2, 9);
        assertThat(utf8(text.bytes(), 0, text.length())).isEqualTo("{\"a\":\"b\"}");
        BadBlobException e = catchThrowableOfType(BadBlobException.class, () -> text.copy(array, 2, 8));
        assertThat(e).hasMessage("byte 8 of the blob: object without an end");
    }

    private String copied(String blob) throws BadBlobException {
        text.copy(SlicedReport.latin1(blob), 0, blob.length());
        return utf8(text.bytes(), 0, text.length());
    }

    private String rewritten() throws BadBlobException {
        TextBuffer written = new TextBuffer();
        JsonWriter.write(text.tree(), written);
        return utf8(written.bytes(), 0, written.length());
    }

    private void assertRefused(String blob, String why) {
        BadBlobException e = catchThrowableOfType(
                BadBlobException.class, () -> text.copy(SlicedReport.latin1(blob), 0, blob.length()));
        assertThat(e).as(blob.substring(0, Math.min(80, blob.length()))).isNotNull();
        assertThat(e).hasMessageContaining(why);
        assertThat(e.reason()).isEqualTo(BadReason.VALUE);
    }

    private static String utf8(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
