package org.ooni.pipeline.cli.query;

import java.io.IOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** RFC 4180: fields with a comma, a quote or a line end are quoted, lines end in CR LF. */
final class CsvWriter implements RowWriter {
    private final Writer out;
    private int width;

    CsvWriter(Writer out) {
        this.out = out;
    }

    @Override
    public void begin(List<Column> columns) throws IOException {
        width = columns.size();
        for (int i = 0; i < width; i++) {
            field(i, columns.get(i).name());
        }
        out.write("\r\n");
    }

    @Override
    public void row(ResultSet cursor) throws IOException, SQLException {
        for (int i = 0; i < width; i++) {
            field(i, cursor.getString(i + 1));
        }
        out.write("\r\n");
    }

    private void field(int index, String text) throws IOException {
        if (index > 0) {
            out.write(',');
        }
        if (text == null) {
            return;
        }
        boolean quoted = text.isEmpty() || text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        out.write(quoted ? '"' + text.replace("\"", "\"\"") + '"' : text);
    }

    @Override
    public void end() throws IOException {
        out.flush();
    }
}
