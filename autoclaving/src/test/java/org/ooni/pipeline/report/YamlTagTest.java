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

class YamlTagTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            !!str 12 | "12"
            !!int '0o7' | 7
            !!int '12' | 12
            !!int ' 12 ' | 12
            !!int '0x0X1f' | 31
            !!int '1:-30' | 30
            !!float 1e5 | 100000.0
            !!float 12 | 12.0
            !!float '-1_0' | -10.0
            !!bool 'TrUe' | true
            !!bool 'oFF' | false
            !!null x | null
            !!timestamp '2016-1-1' | 1451606400
            !!binary w6k= | "é"
            !!binary 'YQ==YQ==' | "a"
            !!binary 'Y-W*Jj' | "abc"
            !!binary '=Y=WJj' | "abc"
            !!binary 'YQ=~=' | "a"
            !!binary 'YWI=' | "ab"
            !!binary '' | ""
            !!python/str "\\xE9" | "é"
            !!python/unicode 'u' | "u"
            !!python/int 5 | 5
            !!python/long 5 | 5
            !!python/float 5 | 5.0
            !!python/bool yes | true
            !!python/none x | null
            !!python/complex 1.5-2j | {"imag":-2.0,"real":1.5}
            !!python/complex '(1e3+j)' | {"imag":1.0,"real":1000.0}
            !!python/complex -infinityj | {"imag":null,"real":0.0}
            !!python/complex 7 | {"imag":0.0,"real":7.0}
            !!python/list [1] | [1]
            !!seq [1] | [1]
            !!python/tuple [1, x] | [1,"x"]
            !!python/dict {a: 1} | {"a":1}
            !!map {a: 1} | {"a":1}
            !!omap [k: 1, 2: v] | [["k",1],[2,"v"]]
            !!pairs [k: 1, k: 2] | [["k",1],["k",2]]
            !!omap [] | []
            !<tag:yaml.org,2002:int> '5' | 5
            """)
    void knownTagsHaveTheirMeaning(String tagged, String json) throws BadBlobException {
        assertLoads("- " + tagged, "[" + json + "]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            !!int abc | VALUE
            !!int '' | INDEX
            !!int '-' | INDEX
            !!int '--1-' | VALUE
            !!int '1:' | VALUE
            !!int '0X1F' | VALUE
            !!int 'é' | UNICODE_ENCODE
            !!float '' | INDEX
            !!float '-' | VALUE
            !!float abc | VALUE
            !!float 0x1p3 | VALUE
            !!float 1f | VALUE
            !!float 'é' | UNICODE_ENCODE
            !!bool maybe | KEY
            !!timestamp x | ATTRIBUTE
            !!timestamp 2016-13-01 | VALUE
            !!binary YQ= | YAML_CONSTRUCTOR
            !!binary Y | YAML_CONSTRUCTOR
            !!binary 'é' | YAML_CONSTRUCTOR
            !!python/complex x | VALUE
            !!python/complex '' | VALUE
            !!python/complex '1 + j' | VALUE
            !!python/complex 1j2 | VALUE
            !!str [a] | YAML_CONSTRUCTOR
            !!null {} | YAML_CONSTRUCTOR
            !!seq {a: 1} | YAML_CONSTRUCTOR
            !!map [a] | YAML_CONSTRUCTOR
            !!map x | YAML_CONSTRUCTOR
            !!set [a] | YAML_CONSTRUCTOR
            !!omap {a: 1} | YAML_CONSTRUCTOR
            !!omap [a] | YAML_CONSTRUCTOR
            !!pairs [{a: 1, b: 2}] | YAML_CONSTRUCTOR
            !!foo x | YAML_CONSTRUCTOR
            !foo x | YAML_CONSTRUCTOR
            !!merge x | YAML_CONSTRUCTOR
            !!foo [x] | YAML_CONSTRUCTOR
            !!foo {} | YAML_CONSTRUCTOR
            """)
    void whatDoesNotFitItsTagSpoilsTheBlob(String tagged, BadReason reason) {
        assertRefused("- " + tagged, reason);
    }

    @ParameterizedTest
    @DisplayName("D1: tags that name code are refused")
    @ValueSource(
            strings = {
                "!!python/object/apply:os.getcwdu []",
                "!!python/object/new:os.system [id]",
                "!!python/object:__main__.X {}",
                "!!python/name:os.system ''",
                "!!python/module:os ''",
                "!!javax.script.ScriptEngineManager []",
                "!<java.net.URL> ['http://localhost/']",
                "!!org.ooni.pipeline.report.YamlTag {}"
            })
    void d1TagsThatNameCodeAreRefused(String tagged) {
        assertRefused("a: " + tagged, BadReason.YAML_CONSTRUCTOR);
    }

    @Test
    @DisplayName("D9: bytes that are not UTF-8 stay bytes; as a key they are base64")
    void d9BytesThatAreNotUtf8StayBytes() throws BadBlobException {
        for (String base64 : new String[] {"gA==", "6Q==", "wkE=", "/wD+AA==", "7aCA"}) {
            assertThat(load("!!binary " + base64).isBinary()).as(base64).isTrue();
            assertThat(load("!!binary " + base64).asText()).isEqualTo(base64);
            assertLoads("{!!binary '" + base64 + "': 1}", "{\"base64:" + base64 + "\":1}");
        }
    }

    @Test
    @DisplayName("D18: members of a set come in the order of the source, each once")
    void d18SetsKeepTheirOrder() throws BadBlobException {
        assertLoads("!!set {q, b, a: null, b, 'q': 1}", "[\"q\",\"b\",\"a\"]");
        assertLoads("!!set {1, 1.0, true, '1', null, None}", "[1,1.0,true,\"1\",null,\"None\"]");
        assertLoads("!!set {? !!python/tuple [1, x], ? !!python/tuple [1, x]}", "[[1,\"x\"]]");
        assertLoads("- &m {z: 1}\n- !!set {<<: *m, a}", "[{\"z\":1},[\"z\",\"a\"]]");
    }

    @Test
    void aSetCannotHoldLists() {
        assertRefused("!!set {? [a]}", BadReason.YAML_CONSTRUCTOR);
    }

    @Test
    void syntaxErrorsAnywhereComeBeforeTags() {
        assertRefused("a: !foo x\nb: [", BadReason.YAML_PARSER);
        assertRefused("a: !foo x\nb: *c", BadReason.YAML_COMPOSER);
    }
}
