package org.ooni.pipeline.cli.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.ooni.pipeline.raw.Bucket;

class AbsentDaysTest {
    private static List<Bucket> days(String... days) {
        return Stream.of(days).map(Bucket::parse).toList();
    }

    @Test
    void daysThatFollowEachOtherAreRangesAcrossMonths() {
        assertThat(AbsentDays.names(days("2016-12-30", "2016-12-31", "2017-01-01", "2017-01-03", "2017-01-05")))
                .isEqualTo("2016-12-30 to 2017-01-01, 2017-01-03, 2017-01-05");
        assertThat(AbsentDays.names(days("2017-01-01", "2017-01-02"))).isEqualTo("2017-01-01, 2017-01-02");
    }

    @Test
    void daysInAnotherOrderAreNoRange() {
        assertThat(AbsentDays.names(days("2017-01-03", "2017-01-02", "2017-01-01")))
                .isEqualTo("2017-01-03, 2017-01-02, 2017-01-01");
    }

    @Test
    void afterTenNamesTheRestIsCounted() {
        List<Bucket> everyOther = IntStream.range(0, 14)
                .mapToObj(i -> Bucket.parse("2017-01-" + (i * 2 < 9 ? "0" : "") + (i * 2 + 1)))
                .toList();
        assertThat(AbsentDays.names(everyOther)).endsWith("2017-01-17, 2017-01-19, and 4 more");
    }

    @Test
    void eachKindOfNothingIsOneLine() {
        StringWriter err = new StringWriter();
        AbsentDays absent = new AbsentDays();
        absent.tell(new PrintWriter(err, true));
        assertThat(err.toString()).isEmpty();

        for (Bucket bucket : days("2017-01-01", "2017-01-02", "2017-01-03")) {
            absent.add("canning: no raw reports", bucket);
            absent.add("autoclaving: no cans", bucket);
        }
        absent.tell(new PrintWriter(err, true));
        assertThat(err.toString().lines())
                .containsExactly(
                        "canning: no raw reports of 2017-01-01 to 2017-01-03",
                        "autoclaving: no cans of 2017-01-01 to 2017-01-03");
    }
}
