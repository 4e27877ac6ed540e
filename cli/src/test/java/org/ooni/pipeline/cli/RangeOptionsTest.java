package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.cli.exit.ExitCode;
import picocli.CommandLine;

class RangeOptionsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--start 2017-01-01 --end 2017-01-02|2017-01-01",
                "--start 2017-01-01 --end 2017-01-03|2017-01-01 2017-01-02",
                "--start 2017-01-01T00:00:00 --end 2017-01-02T00:00:00|2017-01-01",
                "--start 2016-02-28 --end 2016-03-01|2016-02-28 2016-02-29",
                "--start 2016-12-31 --end 2017-01-02|2016-12-31 2017-01-01",
                "--bucket 2017-01-01|2017-01-01",
                "--bucket 2017-01-03 --bucket 2017-01-01 --bucket 2017-01-03|2017-01-01 2017-01-03",
            })
    void aRangeIsItsDaysInOrder(String arguments, String days) {
        assertThat(days(arguments))
                .containsExactlyElementsOf(
                        List.of(days.split(" ")).stream().map(LocalDate::parse).toList());
    }

    @Test
    void yearsOfDaysArePossible() {
        assertThat(days("--start 2012-01-01 --end 2022-01-01")).hasSize(3653);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~|Which buckets?",
                "--start 2017-01-01|Give --start DAY and --end DAY",
                "--end 2017-01-01|Give --start DAY and --end DAY",
                "--start 2017-01-01 --end 2017-01-01|For this one day give --bucket 2017-01-01",
                "--start 2017-01-02 --end 2017-01-01|2017-01-01 is not after --start 2017-01-02",
                "--bucket 2017-01-01 --start 2017-01-01 --end 2017-01-02|exclude each other",
                "--bucket 2017-01-01 --end 2017-01-02|exclude each other",
                "--bucket 2017-02-29|--bucket: there is no day '2017-02-29'",
                "--bucket 2017-1-1|'2017-1-1' is neither a day like 2017-01-01",
                "--bucket 2017-01-01T01:00:00|nor a midnight like 2017-01-01T00:00:00",
                "--bucket 2017-01-01T00:00:00Z|nor a midnight",
                "--bucket ../2017-01-01|neither a day",
                "--start today --end 2017-01-02|--start: 'today' is neither",
                "--start 2017-01-01 --end 2017-13-01|--end: there is no day",
            })
    void wrongUseIsToldApart(String arguments, String message) {
        assertThatThrownBy(() -> days(arguments))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining(message);
    }

    private static List<LocalDate> days(String arguments) {
        return CommandLine.populateCommand(
                        new RangeOptions(), arguments.isEmpty() ? new String[0] : arguments.split(" "))
                .days();
    }
}
