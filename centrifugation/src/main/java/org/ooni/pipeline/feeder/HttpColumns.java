package org.ooni.pipeline.feeder;

import static org.ooni.pipeline.feeder.Fields.need;
import static org.ooni.pipeline.feeder.Fields.opt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.ooni.pipeline.metadb.CopyText;
import org.ooni.pipeline.metadb.RowWriter;
import org.ooni.pipeline.metadb.Table;

/** The columns of an HTTP response, which {@code http_control} and {@code http_request} have in common. */
final class HttpColumns {
    private static final String[] NAMES = {
        "failure", "status_code", "body_length", "title", "headers", "body_sha256", "body_simhash", "body_text_simhash"
    };

    private HttpColumns() {}

    /** A table of {@code msm_no}, {@code first}, and these columns. */
    static Table table(String name, String first) {
        return Table.of(
                name,
                Stream.concat(Stream.of("msm_no", first), Stream.of(NAMES)).toArray(String[]::new));
    }

    /** Of an entry of {@code test_keys.requests}, to the end of the row. */
    static void write(JsonNode entry, ResponseBody body, RowWriter rows) {
        JsonNode response = need(entry, "response");
        JsonNode code = response.isNull() ? NullNode.getInstance() : opt(response, "code");
        JsonNode headers = response.isNull() ? NullNode.getInstance() : opt(response, "headers");
        rows.text(ColumnText.of(opt(entry, "failure"), "failure")).text(statusCode(code));
        if (body == null) {
            rows.text(ColumnText.ofNumber(opt(entry, "response_length"), "response_length"))
                    .text(null)
                    .text(headers.isNull() ? null : json(headers))
                    .text(null)
                    .text(null)
                    .text(null);
        } else {
            rows.integer(body.bytes().length)
                    .text(body.title())
                    .text(headers.isNull() ? null : json(headers))
                    .bytes(body.sha256())
                    .integer(body.simhash().layout())
                    .integer(body.simhash().text());
        }
        rows.end();
    }

    /** Of what the control of web_connectivity says of its request, to the end of the row. */
    static void writeControl(JsonNode control, RowWriter rows) {
        rows.text(ColumnText.of(need(control, "failure"), "failure"))
                .text(statusCode(unlessUnknown(opt(control, "status_code"))))
                .text(ColumnText.ofNumber(unlessUnknown(opt(control, "body_length")), "body_length"))
                .text(ColumnText.of(opt(control, "title"), "title"))
                .text(json(need(control, "headers")))
                .text(null)
                .text(null)
                .text(null)
                .end();
    }

    private static JsonNode unlessUnknown(JsonNode value) {
        return value.isNumber() && value.doubleValue() == -1 ? NullNode.getInstance() : value;
    }

    /** Fractions are for PostgreSQL to refuse. */
    private static String statusCode(JsonNode code) {
        boolean known = code.isNull() || (code.isNumber() && code.doubleValue() >= 100 && code.doubleValue() <= 999);
        if (!known) {
            throw new DatumException("not a status code", "code");
        }
        return ColumnText.ofNumber(code, "code");
    }

    private static String json(JsonNode headers) {
        if (!headers.isObject()) {
            throw new DatumException("not an object", "headers");
        }
        ObjectNode clean = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> header : headers.properties()) {
            clean.put(CopyText.clean(header.getKey()), headerText(header.getValue()));
        }
        return clean.toString();
    }

    /** Bytes are spelt {@code \\x…}, with one backslash too many, as they always were. */
    private static String headerText(JsonNode value) {
        return value.isObject()
                ? "\\\\x" + HexFormat.of().formatHex(Base64Object.decode(value, "headers"))
                : CopyText.clean(Fields.string(value, "headers"));
    }
}
