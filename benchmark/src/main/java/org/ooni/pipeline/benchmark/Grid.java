package org.ooni.pipeline.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table of text; the first column is aligned to the left, the others, being numbers, to the right. */
record Grid(List<String> header, List<List<String>> rows) {
    Grid {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
    }

    /** For a terminal. */
    String plain() {
        StringBuilder text = new StringBuilder();
        line(text, header, "", "  ", "");
        rows.forEach(row -> line(text, row, "", "  ", ""));
        return text.toString();
    }

    /** For a document. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        line(text, header, "| ", " | ", " |");
        text.append("| ---")
                .append(String.join("", Collections.nCopies(header.size() - 1, " | ---:")))
                .append(" |\n");
        rows.forEach(row -> line(text, row, "| ", " | ", " |"));
        return text.toString();
    }

    private void line(StringBuilder text, List<String> row, String before, String between, String after) {
        List<String> cells = new ArrayList<>();
        for (int column = 0; column < header.size(); column++) {
            // In a table of Markdown a bar would end the cell.
            String cell = before.isEmpty() ? row.get(column) : row.get(column).replace("|", "\\|");
            int width = width(column, before.isEmpty());
            cells.add(String.format(column == 0 ? "%-" + width + "s" : "%" + width + "s", cell));
        }
        text.append((before + String.join(between, cells) + after).stripTrailing())
                .append('\n');
    }

    private int width(int column, boolean plain) {
        int width = Math.max(1, header.get(column).length());
        for (List<String> row : rows) {
            String cell = row.get(column);
            width = Math.max(width, (plain ? cell : cell.replace("|", "\\|")).length());
        }
        return width;
    }
}
