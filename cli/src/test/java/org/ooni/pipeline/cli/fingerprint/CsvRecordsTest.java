package org.ooni.pipeline.cli.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ooni.pipeline.cli.fingerprint.CsvRecords.CsvRecord;
import org.ooni.pipeline.io.BadInputException;

class CsvRecordsTest {
    @Test
    void recordsKnowTheLineTheyBeginOn() throws BadInputException {
        assertThat(CsvRecords.of("f", "a,b\r\n\"1\n2\r\n\"\"3\"\"\",\nx,\"\""))
                .containsExactly(
                        new CsvRecord(1, List.of("a", "b")),
                        new CsvRecord(2, List.of("1\n2\r\n\"3\"", "")),
                        new CsvRecord(5, List.of("x", "")));
        assertThat(CsvRecords.of("f", "")).isEmpty();
        assertThat(CsvRecords.of("f", "a,")).containsExactly(new CsvRecord(1, List.of("a", "")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a,b~c | line 2 has 1 fields, the first line 2",
                "a,b~~c,d | line 2 has 1 fields, the first line 2",
                "a~\"b | line 2 opens a quote that is never closed",
                "a~\"b~\"\"c | line 2 opens a quote that is never closed",
                "a~\"b\"c | line 2 has text after a closing quote",
                "a~\"b\" ,c | line 2 has text after a closing quote",
                "a~b\"c | line 2 has a quote inside a field",
                "a~b^c | line 2 has text after a closing quote, or a CR without LF",
            })
    void whatIsNotCsvIsRefusedWithItsLine(String text, String message) {
        String csv = text.replace("~", "\r\n").replace('^', '\r');

        assertThatThrownBy(() -> CsvRecords.of("list.csv", csv))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("list.csv: " + message);
    }

    @Test
    void whatIsWrittenIsRead() throws BadInputException {
        long seed = 4180;
        Random random = new Random(seed);
        List<List<String>> written = new ArrayList<>();
        StringBuilder csv = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            List<String> fields = List.of(field(random), field(random), field(random));
            written.add(fields);
            for (int j = 0; j < 3; j++) {
                csv.append(j == 0 ? "" : ",").append(quoted(fields.get(j), random.nextBoolean()));
            }
            csv.append(random.nextBoolean() ? "\r\n" : "\n");
        }

        assertThat(CsvRecords.of("f", csv.toString()))
                .as("seed %d", seed)
                .extracting(CsvRecord::fields)
                .isEqualTo(written);
    }

    private static String field(Random random) {
        StringBuilder field = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            field.append("ab,\"\r\n".charAt(random.nextInt(6)));
        }
        return field.toString();
    }

    private static String quoted(String field, boolean anyway) {
        return anyway || field.matches("(?s).*[,\"\r\n].*") ? '"' + field.replace("\"", "\"\"") + '"' : field;
    }
}
