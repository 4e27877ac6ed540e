package org.ooni.pipeline.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketTest {
    @Test
    void isNamedAsItsDayAndDatedAtItsMidnight() {
        Bucket bucket = Bucket.parse("2016-09-28");
        assertThat(bucket).hasToString("2016-09-28");
        assertThat(bucket.under(Path.of("canned"))).isEqualTo(Path.of("canned/2016-09-28"));
        assertThat(bucket.epochSecond()).isEqualTo(1_475_020_800);
    }

    @Test
    void sortsByDay() {
        assertThat(Bucket.parse("2016-09-28")).isLessThan(Bucket.parse("2016-10-01"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "2016-9-28", "2016-02-30", "20160928", "+12016-09-28", "-2016-09-28", "2016-09-28/..", ".."})
    void takesNothingButADate(String name) {
        assertThatThrownBy(() -> Bucket.parse(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a bucket's date (YYYY-MM-DD): " + name);
    }
}
