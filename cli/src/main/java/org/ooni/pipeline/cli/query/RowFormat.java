package org.ooni.pipeline.cli.query;

import java.io.Writer;

/** How rows are printed. */
public enum RowFormat {
    /** Aligned columns for people. */
    TABLE {
        @Override
        RowWriter to(Writer out) {
            return new TableWriter(out);
        }
    },
    /** RFC 4180 with a header line; NULL is an empty field, an empty text is {@code ""}. */
    CSV {
        @Override
        RowWriter to(Writer out) {
            return new CsvWriter(out);
        }
    },
    /** One object a line. */
    JSON {
        @Override
        RowWriter to(Writer out) {
            return new JsonWriter(out);
        }
    };

    abstract RowWriter to(Writer out);
}
