package org.ooni.pipeline.metadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RowWriterTest {
    private final RowWriter rows = new RowWriter(Table.of("t", "a", "b"));

    @Test
    void valuesStandBetweenTabsAndRowsEndWithNewlines() {
        rows.integer(-7).text(null).end();
        rows.bytes(new byte[] {1, (byte) 0xFF}).text("x\ty").end();
        assertThat(rows.lines()).isEqualTo("-7\t\\N\n\\\\x01ff\tx\\ty\n");
    }

    @Test
    void aRowOfAnotherWidthThanTheTableIsRefused() {
        rows.integer(1);
        assertThatThrownBy(rows::end).isInstanceOf(IllegalStateException.class).hasMessageContaining("2 fields, not 1");
    }

    @Test
    void clearForgetsAlsoARowThatWasBegun() {
        rows.integer(1).integer(2).end();
        rows.integer(3);
        rows.clear();
        rows.integer(4).integer(5).end();
        assertThat(rows.lines()).isEqualTo("4\t5\n");
    }

    @Test
    void namesThatAreNotPlainAreRefused() {
        assertThatThrownBy(() -> Table.of("tcp; DROP TABLE tcp", "a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Table.of("tcp", "a b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Table.of("tcp")).isInstanceOf(IllegalArgumentException.class);
    }
}
