package org.ooni.pipeline.sample;

/**
 * Something deliberately wrong in a sample day, and what must become of it.
 *
 * @param textname {@code <bucket>/<report file>}
 * @param offset where the blob begins in the report, in bytes
 * @param size of the blob in bytes: of JSON without its line feed, of YAML with both framing lines
 */
public record Defect(Kind kind, String textname, long offset, long size) {
    /** The kinds of defects; a day with defects has each of them once. */
    public enum Kind {
        /** The report ends in the middle of its last measurement: {@code report.badtail} is the offset. */
        TRUNCATED_REPORT("report"),
        /** A YAML entry is no YAML: a bad blob of that offset and size. */
        UNPARSABLE_ENTRY("badblob"),
        /** A measurement connects to {@code 999.1.1.1}: PostgreSQL refuses that row for table {@code tcp}. */
        REFUSED_ROW("badrow"),
        /** The only measurement of a report has a country of three letters: no measurement, no report. */
        REFUSED_METADATA("badmeta");

        private final String table;

        Kind(String table) {
            this.table = table;
        }

        /** The table that tells of it. */
        public String table() {
            return table;
        }
    }
}
