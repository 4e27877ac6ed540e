package org.ooni.pipeline.feeder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.ooni.pipeline.metadb.RowWriter;
import org.ooni.pipeline.metadb.Table;

/** The probe's own judgement: one row, mostly empty, for every measurement of every test (Feeder rules §2.6). */
public final class HttpVerdictFeeder implements Feeder {
    private static final List<String> KEYS = List.of(
            "accessible",
            "control_failure",
            "http_experiment_failure",
            "title_match",
            "dns_consistency",
            "dns_experiment_failure",
            "body_proportion",
            "blocking",
            "body_length_match",
            "headers_match",
            "status_code_match");
    private static final Table TABLE = new Table("http_verdict", columns());

    @Override
    public Table table() {
        return TABLE;
    }

    @Override
    public int minCodeVer() {
        return 2;
    }

    @Override
    public void feed(int msmNo, JsonNode datum, RowWriter rows) {
        JsonNode keys = Fields.need(datum, "test_keys");
        rows.integer(msmNo);
        for (String key : KEYS) {
            rows.text(columnText(key, Fields.opt(keys, key)));
        }
        rows.end();
    }

    /** {@code blocking} is false, true, or the name of a way to block, in a column of texts. */
    private static String columnText(String key, JsonNode value) {
        if (key.equals("blocking") && value.isBoolean()) {
            return value.asText();
        }
        return key.equals("body_proportion") ? ColumnText.ofNumber(value, key) : ColumnText.of(value, key);
    }

    @Override
    public void erase(ObjectNode datum) {
        JsonNode keys = Fields.need(datum, "test_keys");
        for (String key : KEYS) {
            Fields.removeIfPresent(keys, key);
        }
    }

    private static List<String> columns() {
        List<String> columns = new ArrayList<>(List.of("msm_no"));
        columns.addAll(KEYS);
        return columns;
    }
}
