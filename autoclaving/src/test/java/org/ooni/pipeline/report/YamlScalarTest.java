package org.ooni.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ooni.pipeline.report.Yaml.assertLoads;
import static org.ooni.pipeline.report.Yaml.assertRefused;
import static org.ooni.pipeline.report.Yaml.load;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlScalarTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            yes | true
            Yes | true
            YES | true
            on | true
            On | true
            True | true
            no | false
            NO | false
            off | false
            False | false
            ~ | null
            Null | null
            NULL | null
            null | null
            0 | 0
            -0 | 0
            +12 | 12
            1_000 | 1000
            010 | 8
            -010 | -8
            0_7 | 7
            0x1F | 31
            -0x1f | -31
            0b11 | 3
            0b1_1 | 3
            12:30 | 750
            -12:30 | -750
            1_0:30 | 630
            190:20:30 | 685230
            1:5 | 65
            2147483648 | 2147483648
            -9223372036854775808 | -9223372036854775808
            1.0 | 1.0
            1. | 1.0
            -1.5 | -1.5
            1_0.5_0 | 10.5
            .5 | 0.5
            ._5 | 0.5
            1.5e+5 | 150000.0
            1.5E-5 | 1.5E-5
            1.e+5 | 100000.0
            .5e+1 | 5.0
            1:2.5 | 62.5
            -1:2. | -62.0
            190:20:30.15 | 685230.15
            2016-01-01 | 1451606400
            1969-12-31 | -86400
            2016-01-01T10:00:00Z | 1451642400
            2016-01-01t10:00:00 | 1451642400
            2016-1-1 1:00:00 | 1451610000
            2016-01-01 10:00:00 -3 | 1451653200
            2016-01-01 10:00:00+05:30 | 1451622600
            """)
    void plainScalarsAreResolvedAsTheProbesWroteThem(String plain, String json) throws BadBlobException {
        assertLoads("- " + plain, "[" + json + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "y",
                "n",
                "Y",
                "tRUE",
                "nO",
                "oN",
                "yess",
                "nULL",
                "~~",
                "nil",
                "08",
                "0o7",
                "0X1F",
                "0xg",
                "0b2",
                "01:30",
                "60:61",
                "1:60",
                "+",
                "-x",
                "1e5",
                "1.5e5",
                "1.5e+",
                "+.5",
                "-.5",
                ".",
                ".e+5",
                "+.nan",
                "-.NaN",
                ".nAn",
                ".iNF",
                "1.2.3",
                "1,000",
                "1-2",
                "2016-1-1",
                "2016-01-1",
                "2016-01-01T",
                "2016-01-01 10:00",
                "2016-01-01 10:00:00 X",
                "12016-01-01",
                "1:2.5e+1",
                "=x",
                "<",
                "<<<"
            })
    void nearMissesAreText(String plain) throws BadBlobException {
        assertThat(load("- " + plain).get(0).textValue()).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'%s'", "\"%s\"", "|-\n  %s", ">-\n  %s"})
    void whatIsQuotedIsText(String style) throws BadBlobException {
        for (String text : new String[] {"yes", "12", "1.5", "null", "2016-01-01", "<<", "="}) {
            assertThat(load("- " + style.formatted(text)).get(0).textValue()).isEqualTo(text);
        }
    }

    @Test
    void emptyIsNull() throws BadBlobException {
        assertLoads("a:\nb: ''", "{\"a\":null,\"b\":\"\"}");
        assertLoads("", "null");
        assertThat(YamlDocument.load(new byte[0], new YamlCopies(0)).isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0x_", "0b_", "-0x_", "._", "2016-13-45", "2016-02-30", "0000-01-01", "2016-01-01 24:00:00"})
    void whatLooksLikeANumberOrTimeAndIsNoneSpoilsTheBlob(String plain) {
        assertRefused("- " + plain, BadReason.VALUE);
    }

    @Test
    @DisplayName("D10: integers are exact whatever their size")
    void d10IntegersAreExact() throws BadBlobException {
        assertLoads("- 18446744073709551616", "[18446744073709551616]");
        assertLoads("- -9223372036854775809", "[-9223372036854775809]");
        assertLoads("- 0x1_0000_0000_0000_0000_0000", "[1208925819614629174706176]");
    }

    @Test
    @DisplayName("D12: floats keep every digit, and stay floats")
    void d12FloatsKeepEveryDigit() throws BadBlobException {
        assertLoads(
                "- 0.1234567890123456\n- 1.0e-11\n- 1451606400.123456", "[0.1234567890123456,1e-11,1451606400.123456]");
        assertThat(load("- 3.0").get(0).isDouble()).isTrue();
        assertThat(load("- 3").get(0).isInt()).isTrue();
    }

    @ParameterizedTest
    @DisplayName("D13: infinities and NaN are null")
    @ValueSource(strings = {".inf", "-.Inf", "+.INF", ".nan", ".NaN", "9.9e+999", "!!float inf", "!!float nan"})
    void d13InfinitiesAndNanAreNull(String plain) throws BadBlobException {
        assertLoads("a: " + plain, "{\"a\":null}");
    }

    @Test
    @DisplayName("D16: datetimes keep their fraction")
    void d16DatetimesKeepTheirFraction() throws BadBlobException {
        assertLoads("- 2016-01-01 10:00:00.5 +03:00", "[1451631600.5]");
        assertLoads("- 2016-01-01 10:00:00.1234569", "[1451642400.123456]");
        assertLoads("- 1969-12-31 23:59:59.25", "[-0.75]");
        assertThat(load("- 2016-01-01 10:00:00.000").get(0).isInt()).isTrue();
        assertThat(load("- 2016-01-01 10:00:00.0000009").get(0).isInt()).isTrue();
    }

    @Test
    @DisplayName("D19: plain = and << as values are text")
    void d19PlainEqualsSignAndMergeSignAreText() throws BadBlobException {
        assertLoads("a: =\nb: <<\nc: [=, <<]", "{\"a\":\"=\",\"b\":\"<<\",\"c\":[\"=\",\"<<\"]}");
    }

    @Test
    @DisplayName("D20: a colon inside of a plain scalar of a flow collection, and an escaped slash")
    void d20ColonInFlowAndEscapedSlash() throws BadBlobException {
        assertLoads("a: [12:30]", "{\"a\":[750]}");
        assertLoads("{b:1}", "{\"b:1\":null}");
        assertLoads("a: \"x\\/y\\/\\/z\\\\/\\/\"", "{\"a\":\"x/y//z\\\\//\"}");
        assertLoads("- \\/\n- '\\/ \\\\/'\n- |-\n  \\/", "[\"\\\\/\",\"\\\\/ \\\\\\\\/\",\"\\\\/\"]");
    }

    @Test
    void timesMayNotLeaveTheCalendar() {
        assertRefused("- 0001-01-01 00:00:00 +1", BadReason.OVERFLOW);
        assertRefused("- 9999-12-31 23:59:59 -1", BadReason.OVERFLOW);
    }
}
