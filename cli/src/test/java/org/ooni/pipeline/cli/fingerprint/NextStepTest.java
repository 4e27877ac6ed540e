package org.ooni.pipeline.cli.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NextStepTest {
    @Test
    void numbersAreToldAsRanges() {
        assertThat(NextStep.search(new TreeSet<>(
                        IntStream.of(25, 26, 27, 30, 41, 42).boxed().toList())))
                .isEqualTo("next: pipeline fingerprints affected 25-27 30 41-42 --mark");
    }

    @Test
    void manyBucketsAreToldAsOneRangeOfDays() {
        assertThat(NextStep.run(days(2)))
                .isEqualTo("next: pipeline centrifugation --bucket 2017-12-30 --bucket 2017-12-31");
        assertThat(NextStep.run(days(6)))
                .isEqualTo("next: pipeline centrifugation --start 2017-12-30 --end 2018-01-05");
    }

    private static SortedSet<LocalDate> days(int count) {
        return IntStream.range(0, count)
                .mapToObj(LocalDate.of(2017, 12, 30)::plusDays)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "5-", "-5", "5-4", "1-2-3", "1234567890", "٣"})
    void otherTextsAreNoRanges(String text) {
        assertThat(NumberRange.parse(text)).isEmpty();
    }

    @Test
    void aRangeHoldsBothItsEnds() {
        SortedSet<Integer> numbers =
                new TreeSet<>(IntStream.rangeClosed(1, 9).boxed().toList());
        assertThat(NumberRange.parse("3-5").orElseThrow().of(numbers)).containsExactly(3, 4, 5);
        assertThat(NumberRange.parse("9").orElseThrow().of(numbers)).containsExactly(9);
        assertThat(NumberRange.parse("10").orElseThrow().of(numbers)).isEmpty();
    }
}
