package org.ooni.pipeline.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SchemaDifferenceTest {
    private static final Schema EXPECTED = Schema.parse("""
            enum colour
              value red
              value blue
            table tcp
              column msm_no: integer not null
              column port: integer
              index tcp_msm_no_idx: CREATE INDEX tcp_msm_no_idx ON tcp USING btree (msm_no)
            """);

    @Test
    void aSchemaDoesNotDifferFromItself() {
        assertThat(SchemaDifference.between(EXPECTED, Schema.parse(EXPECTED.text())))
                .isEmpty();
    }

    @Test
    void whatIsMissingAddedOrChangedIsNamed() {
        Schema found = Schema.parse("""
                table tcp: unlogged
                  column msm_no: integer not null
                  column port: bigint
                  column extra: text
                  trigger t
                """);

        assertThat(SchemaDifference.between(EXPECTED, found))
                .extracting(SchemaDifference::toString)
                .containsExactly(
                        "enum colour is missing",
                        "table tcp is 'unlogged', not ''",
                        "table tcp: column port is 'bigint', not 'integer'",
                        "table tcp: index tcp_msm_no_idx is missing",
                        "table tcp: column extra is not of this schema: text",
                        "table tcp: trigger t is not of this schema");
    }

    @Test
    void theOrderOfColumnsAndValuesMatters() {
        Schema found = Schema.parse("""
                enum colour
                  value blue
                  value red
                table tcp
                  column port: integer
                  column msm_no: integer not null
                  index tcp_msm_no_idx: CREATE INDEX tcp_msm_no_idx ON tcp USING btree (msm_no)
                """);

        assertThat(SchemaDifference.between(EXPECTED, found))
                .extracting(SchemaDifference::toString)
                .containsExactly(
                        "enum colour has the order value blue, value red; it should be value red, value blue",
                        "table tcp has the order column port, column msm_no; it should be column msm_no, column port");
    }

    @Test
    void whatOthersHaveMadeIsTheirs() {
        Schema found = Schema.parse(EXPECTED.text() + """
                table theirs
                  column n: integer
                """);

        assertThat(SchemaDifference.between(EXPECTED, found)).isEmpty();
    }
}
