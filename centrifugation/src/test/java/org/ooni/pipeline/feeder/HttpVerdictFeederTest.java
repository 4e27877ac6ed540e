package org.ooni.pipeline.feeder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers are those of the vectors of the Feeder rules §8. */
class HttpVerdictFeederTest {
    private static final HttpVerdictFeeder FEEDER = new HttpVerdictFeeder();

    private static String column(String name, String json) {
        Fed fed = Fed.by(FEEDER, SampleData.withKeys("{'" + name + "': " + json + "}"));
        assertThat(fed.rows()).hasSize(1);
        return fed.rows().get(0).get(FEEDER.table().columns().indexOf(name));
    }

    @Test
    @DisplayName("vector 1, #18: every measurement has a row, mostly empty")
    void vector1_nothingGivesAnEmptyRow() {
        Fed fed = Fed.by(FEEDER, SampleData.webConnectivity());
        assertThat(fed.rows()).hasSize(1);
        assertThat(fed.rows().get(0)).hasSize(12).startsWith("42").contains("\\N");
        assertThat(fed.rows().get(0).subList(1, 12)).containsOnly("\\N");
        assertThat(fed.failures()).isEmpty();
    }

    @Test
    void vector2_nullTestKeysAreRefusedTwice() {
        Fed fed = Fed.by(FEEDER, SampleData.with("test_keys", "null"));
        assertThat(fed.rows()).isEmpty();
        assertThat(fed.failures()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"false, false", "true, true", "'\"dns\"', dns", "0, 0", "1.5, 1.5", "null, \\N"})
    void vector31_blockingIsAText(String json, String text) {
        assertThat(column("blocking", json)).isEqualTo(text);
    }

    @Test
    void vector31_anObjectIsRefusedAndErased() {
        Fed fed = Fed.by(FEEDER, SampleData.withKeys("{'blocking': {}}"));
        assertThat(fed.rows()).isEmpty();
        assertThat(fed.failures()).hasSize(1);
        assertThat(fed.residual()).isEqualTo(SampleData.json("{}"));
    }

    @Test
    void vector32_whetherATextIsATruthIsLeftToPostgres() {
        assertThat(column("accessible", "'maybe'")).isEqualTo("maybe");
        assertThat(column("accessible", "false")).isEqualTo("FALSE");
    }

    @Test
    @DisplayName("vector 33, #9: a list of strings is an array literal, its elements quoted")
    void vector33_aListIsAnArrayLiteral() {
        assertThat(column("dns_consistency", "['a', 'b c']")).isEqualTo("{\"a\",\"b c\"}");
    }

    @Test
    @DisplayName("#23: an integral fraction is written as an integer in a column of numbers")
    void integralFractions() {
        assertThat(column("body_proportion", "1.0")).isEqualTo("1");
        assertThat(column("body_proportion", "0.1")).isEqualTo("0.1");
        assertThat(column("blocking", "1.0")).isEqualTo("1.0");
    }

    @Test
    void itsKeysLeaveTheResidual() {
        Fed fed = Fed.by(FEEDER, SampleData.withKeys("{'blocking': 'dns', 'title_match': true, 'retries': 3}"));
        assertThat(fed.residual()).isEqualTo(SampleData.json("{'retries': 0}"));
    }
}
