package org.ooni.pipeline.cli.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** One JSON object a line. Numbers, booleans, arrays and JSON stay what they are; the rest is text. */
final class JsonWriter implements RowWriter {
    private static final Pattern JSON_NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][-+]?\\d+)?");

    private final JsonGenerator json;
    private List<Column> columns = List.of();

    JsonWriter(Writer out) {
        try {
            json = new JsonFactory().createGenerator(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.setPrettyPrinter(new MinimalPrettyPrinter(""));
    }

    @Override
    public void begin(List<Column> result) throws SQLException {
        Set<String> names = new HashSet<>();
        for (Column column : result) {
            if (!names.add(column.name())) {
                throw new SQLException("Two columns are called " + column.name()
                        + ", which an object cannot hold; name them apart with AS.");
            }
        }
        columns = result;
    }

    @Override
    public void row(ResultSet cursor) throws IOException, SQLException {
        json.writeStartObject();
        for (int i = 0; i < columns.size(); i++) {
            json.writeFieldName(columns.get(i).name());
            value(columns.get(i).kind(), cursor, i + 1);
        }
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private void value(Column.Kind kind, ResultSet cursor, int index) throws IOException, SQLException {
        String text = cursor.getString(index);
        if (text == null) {
            json.writeNull();
            return;
        }
        switch (kind) {
            case NUMBER -> number(text);
            case BOOLEAN -> json.writeBoolean(cursor.getBoolean(index));
            // A line end outside of its strings is the only one that JSON text can have.
            case JSON -> json.writeRawValue(text.replace('\n', ' ').replace('\r', ' '));
            case ARRAY -> array(cursor.getArray(index));
            case TEXT -> json.writeString(text);
        }
    }

    private void number(String text) throws IOException {
        if (JSON_NUMBER.matcher(text).matches()) {
            json.writeRawValue(text);
        } else {
            // NaN and the infinities are no numbers in JSON.
            json.writeString(text);
        }
    }

    /** Of an array of arrays, the elements are arrays again. */
    private void array(Array array) throws IOException, SQLException {
        json.writeStartArray();
        try (ResultSet elements = array.getResultSet()) {
            Column.Kind kind = Column.of(elements.getMetaData()).get(1).kind();
            while (elements.next()) {
                value(kind, elements, 2);
            }
        }
        json.writeEndArray();
        array.free();
    }

    @Override
    public void end() throws IOException {
        json.flush();
    }
}
