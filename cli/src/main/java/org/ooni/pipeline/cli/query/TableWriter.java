package org.ooni.pipeline.cli.query;

import java.io.IOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Aligned columns. The first rows settle the widths; a wider cell of a later row pushes the rest of its row aside.
 *
 * <p>What probes sent comes from strangers, so control characters are shown, not sent to the terminal.
 */
final class TableWriter implements RowWriter {
    private static final int ROWS_FOR_WIDTHS = 1000;
    private static final String NULL = "-";

    private final Writer out;
    private final List<List<String>> waiting = new ArrayList<>();
    private List<Column> columns = List.of();
    private int[] widths;
    private long rows;

    TableWriter(Writer out) {
        this.out = out;
    }

    @Override
    public void begin(List<Column> result) {
        columns = result;
        widths = null;
        rows = 0;
    }

    @Override
    public void row(ResultSet cursor) throws IOException, SQLException {
        List<String> cells = new ArrayList<>(columns.size());
        for (int i = 1; i <= columns.size(); i++) {
            cells.add(shown(cursor.getString(i)));
        }
        rows++;
        if (widths != null) {
            line(cells);
            return;
        }
        waiting.add(cells);
        if (waiting.size() == ROWS_FOR_WIDTHS) {
            settle();
        }
    }

    @Override
    public void end() throws IOException {
        if (widths == null) {
            settle();
        }
        out.write("(" + rows + (rows == 1 ? " row)" : " rows)") + "\n");
        out.flush();
    }

    private void settle() throws IOException {
        List<String> names =
                columns.stream().map(column -> shown(column.name())).toList();
        widths = new int[columns.size()];
        grow(names);
        waiting.forEach(this::grow);
        line(names);
        rule();
        for (List<String> cells : waiting) {
            line(cells);
        }
        waiting.clear();
    }

    private void grow(List<String> cells) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], length(cells.get(i)));
        }
    }

    private void line(List<String> cells) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(i == 0 ? "" : "  ");
            String padding = " ".repeat(Math.max(0, widths[i] - length(cells.get(i))));
            boolean right = columns.get(i).kind() == Column.Kind.NUMBER;
            line.append(right ? padding + cells.get(i) : cells.get(i) + padding);
        }
        out.write(line.toString().stripTrailing());
        out.write('\n');
    }

    private void rule() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(i == 0 ? "" : "  ").append("─".repeat(widths[i]));
        }
        out.write(line.append('\n').toString());
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }

    private static String shown(String value) {
        if (value == null) {
            return NULL;
        }
        if (value.codePoints().noneMatch(TableWriter::hidden)) {
            return value;
        }
        StringBuilder shown = new StringBuilder();
        value.codePoints().forEach(c -> {
            if (hidden(c)) {
                shown.append(c == '\n' ? "\\n" : c == '\t' ? "\\t" : String.format("\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    /** Controls, and the formats that turn the writing direction around. */
    private static boolean hidden(int codePoint) {
        return Character.isISOControl(codePoint)
                || Character.getType(codePoint) == Character.FORMAT
                || Character.getType(codePoint) == Character.LINE_SEPARATOR
                || Character.getType(codePoint) == Character.PARAGRAPH_SEPARATOR;
    }
}
