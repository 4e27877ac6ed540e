package org.ooni.pipeline.cli.query;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/** A column of a result. */
record Column(String name, Kind kind) {
    /** What a column's values are, as far as it matters for printing. */
    enum Kind {
        NUMBER,
        BOOLEAN,
        JSON,
        ARRAY,
        TEXT
    }

    static List<Column> of(ResultSetMetaData result) throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= result.getColumnCount(); i++) {
            columns.add(
                    new Column(result.getColumnLabel(i), kind(result.getColumnType(i), result.getColumnTypeName(i))));
        }
        return columns;
    }

    private static Kind kind(int type, String typeName) {
        if (typeName.equals("json") || typeName.equals("jsonb")) {
            return Kind.JSON;
        }
        return switch (type) {
            case Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.REAL, Types.DOUBLE, Types.NUMERIC ->
                // PostgreSQL's money is a DOUBLE to JDBC, and "$1.00" to its reader.
                typeName.equals("money") ? Kind.TEXT : Kind.NUMBER;
            case Types.BIT, Types.BOOLEAN -> typeName.equals("bool") ? Kind.BOOLEAN : Kind.TEXT;
            case Types.ARRAY -> Kind.ARRAY;
            default -> Kind.TEXT;
        };
    }
}
