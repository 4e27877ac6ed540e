package org.ooni.pipeline.feeder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.ooni.pipeline.metadb.RowWriter;
import org.ooni.pipeline.metadb.Table;

/** The row that every accepted measurement has, made last, when the Feeders have erased (Feeder rules §1.5). */
public final class MeasurementSpine {
    public static final Table TABLE = Table.of(
            "measurement_blob",
            "msm_no",
            "measurement_start_time",
            "test_runtime",
            "id",
            "input",
            "exc",
            "residual_sha256");

    /** Of residuals, which are the same again and again: each need be sent once, by the SHA-256 of its text. */
    public static final Table RESIDUALS = Table.of("residual_blob", "sha256", "residual");

    private MeasurementSpine() {}

    /**
     * Removes the fields of the row from {@code datum}, and writes it; the residual is what is left.
     *
     * @param exc hashes of the failures of Feeders, in their order
     * @param residuals gets the row of the residual
     */
    public static void feedAndErase(
            int msmNo, ObjectNode datum, List<Integer> exc, RowWriter rows, RowWriter residuals) {
        JsonNode input = Fields.remove(datum, "input");
        JsonNode startTime = Fields.remove(datum, "measurement_start_time");
        JsonNode runtime = Fields.remove(datum, "test_runtime");
        JsonNode id = Fields.remove(datum, "id");
        String residual = Residual.text(datum);
        byte[] sha256 =
                Hashing.sha256().hashString(residual, StandardCharsets.UTF_8).asBytes();
        rows.integer(msmNo)
                .text(startTime.isNull() ? null : SpineValues.timestamp(startTime, "measurement_start_time"))
                .text(runtime.isNull() ? null : SpineValues.real(runtime, "test_runtime"))
                .text(SpineValues.uuid(id, "id"))
                .text(inputText(input))
                .text(exc.isEmpty() ? null : hashes(exc))
                .bytes(sha256)
                .end();
        residuals.bytes(sha256).text(residual).end();
    }

    /** An address and a port, say, are one input: {@code 1.2.3.4:80}. */
    private static String inputText(JsonNode input) {
        if (input.isNull()) {
            return null;
        }
        if (input.isTextual()) {
            return input.textValue();
        }
        if (!input.isContainerNode() || input.size() < 2) {
            throw new DatumException("neither a string nor a pair", "input");
        }
        if (input.isObject()) {
            List<String> keys = input.properties().stream()
                    .limit(2)
                    .map(member -> ascii(member.getKey()))
                    .toList();
            return keys.get(0) + ":" + keys.get(1);
        }
        return inputPart(input.get(0)) + ":" + inputPart(input.get(1));
    }

    private static String inputPart(JsonNode part) {
        if (part.isContainerNode()) {
            throw new DatumException("a nested pair", "input");
        }
        if (part.isNull()) {
            return "None";
        }
        if (part.isBoolean()) {
            return part.booleanValue() ? "True" : "False";
        }
        return ascii(ColumnText.of(part, "input"));
    }

    private static String ascii(String part) {
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(part)) {
            throw new DatumException("not ASCII in a pair", "input");
        }
        return part;
    }

    /** Hashes of failures as the column {@code exc} has them. */
    public static String hashes(List<Integer> exc) {
        return exc.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }
}
