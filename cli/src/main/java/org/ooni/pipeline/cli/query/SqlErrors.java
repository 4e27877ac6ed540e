package org.ooni.pipeline.cli.query;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** PostgreSQL's complaint about a query, with a finger on the place. */
public final class SqlErrors {
    private SqlErrors() {}

    /** The message, then the line of the query with a caret below the place, then detail and hint. */
    public static String describe(SQLException failure, String sql) {
        ServerErrorMessage server = failure instanceof PSQLException e ? e.getServerErrorMessage() : null;
        if (server == null) {
            return failure.getMessage();
        }
        List<String> lines = new ArrayList<>();
        lines.add(server.getSeverity() + ": " + server.getMessage() + " (SQLSTATE " + server.getSQLState() + ")");
        if (server.getPosition() > 0) {
            point(lines, sql, server.getPosition());
        }
        if (server.getDetail() != null) {
            lines.add("Detail: " + server.getDetail());
        }
        if (server.getHint() != null) {
            lines.add("Hint: " + server.getHint());
        }
        return String.join("\n", lines);
    }

    /** The position counts characters, not UTF-16 units, from 1. */
    private static void point(List<String> lines, String sql, int position) {
        if (position > sql.codePointCount(0, sql.length())) {
            return;
        }
        int at = sql.offsetByCodePoints(0, position - 1);
        int start = sql.lastIndexOf('\n', at - 1) + 1;
        int end = sql.indexOf('\n', at);
        lines.add("  " + sql.substring(start, end < 0 ? sql.length() : end).replace('\t', ' '));
        lines.add("  " + " ".repeat(sql.codePointCount(start, at)) + "^");
    }
}
