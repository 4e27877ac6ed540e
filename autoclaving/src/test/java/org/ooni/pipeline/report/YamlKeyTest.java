package org.ooni.pipeline.report;

import static org.ooni.pipeline.report.Yaml.assertLoads;
import static org.ooni.pipeline.report.Yaml.assertRefused;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlKeyTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a | a
            =  | =
            '<<' | <<
            1 | 1
            010 | 8
            18446744073709551616 | 18446744073709551616
            1.5 | 1.5
            2.0 | 2.0
            -0.0 | -0.0
            1451606400.123456 | 1451606400.12
            0.0001 | 0.0001
            0.00001 | 1e-05
            123456789012.0 | 123456789012.0
            1234567890123.0 | 1.23456789012e+12
            .inf | inf
            -.inf | -inf
            .nan | nan
            ~ | None
            yes | True
            no | False
            2016-01-01 | 2016-01-01
            2016-01-01 00:00:00 | 2016-01-01 00:00:00
            2016-01-01 10:00:00.5 +03:00 | 2016-01-01 07:00:00.500000
            0001-02-03 | 0001-02-03
            !!binary YQ== | a
            !!python/complex 1-2j | (1-2j)
            !!python/complex 2j | 2j
            !!python/tuple [] | ()
            !!python/tuple [1] | (1,)
            !!python/tuple [1, 2] | (1, 2)
            !!python/tuple [1.1, 2.0, 18446744073709551616] | (1.1, 2.0, 18446744073709551616L)
            !!python/tuple [2.0e-3, 2.0e+16, 1.0e+15] | (0.002, 2e+16, 1000000000000000.0)
            !!python/tuple [a, "it's", "\\n\\\\\\x01", é, '☃'] | ('a', "it's", '\\n\\\\\\x01', u'\\xe9', u'\\u2603')
            !!python/tuple [~, no, !!binary /w==] | (None, False, '\\xff')
            !!python/tuple [2016-01-01, 2016-01-01 01:02:00] | (datetime.date(2016, 1, 1), datetime.datetime(2016, 1, 1, 1, 2))
            !!python/tuple [2016-01-01 01:02:03.5] | (datetime.datetime(2016, 1, 1, 1, 2, 3, 500000),)
            !!python/tuple [!!python/tuple [a], !!python/complex 1+1j] | (('a',), (1+1j))
            """)
    void otherKeysThanTextTakeTheirStringForm(String key, String text) throws BadBlobException {
        assertLoads("? " + key + "\n: 1", "{\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a]", "{a: 1}", "!!python/tuple [[a]]", "!!set {a}", "!!omap [a: 1]", "!foo a"})
    void listsAndMappingsCannotBeKeys(String key) {
        assertRefused("? " + key + "\n: 1", BadReason.YAML_CONSTRUCTOR);
    }

    @Test
    @DisplayName("D17: 1, 1.0 and true are three keys; only equal texts are one, and its last value wins")
    void d17OnlyEqualTextsAreOneKey() throws BadBlobException {
        assertLoads("1: a\n1.0: b\ntrue: c\n'1': d", "{\"1\":\"d\",\"1.0\":\"b\",\"True\":\"c\"}");
        assertLoads("null: a\nb: 2\nNone: c", "{\"None\":\"c\",\"b\":2}");
        assertLoads("a: 1\nb: 2\na: 3", "{\"a\":3,\"b\":2}");
    }

    @Test
    void anAliasMayBeAKey() throws BadBlobException {
        assertLoads("a: &x k\n*x : 1", "{\"a\":\"k\",\"k\":1}");
    }
}
