package org.example.telegram;

import static org.ooni.pipeline.feeder.Fields.need;
import static org.ooni.pipeline.feeder.Fields.opt;
import static org.ooni.pipeline.feeder.Fields.removeIfPresent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.ooni.pipeline.feeder.ColumnText;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.metadb.RowWriter;
import org.ooni.pipeline.metadb.Table;

/** Whether Telegram's access points and its web site could be reached: a row for every telegram measurement. */
public final class TelegramFeeder implements Feeder {
    private static final List<String> KEYS =
            List.of("telegram_tcp_blocking", "telegram_http_blocking", "telegram_web_status", "telegram_web_failure");
    private static final Table TABLE =
            Table.of("telegram", "msm_no", "tcp_blocking", "http_blocking", "web_status", "web_failure");

    @Override
    public Table table() {
        return TABLE;
    }

    @Override
    public int minCodeVer() {
        return 1;
    }

    @Override
    public int schemaVersion() {
        return 1;
    }

    @Override
    public void feed(int msmNo, JsonNode datum, RowWriter rows) {
        if (!isTelegram(datum)) {
            return;
        }
        JsonNode keys = need(datum, "test_keys");
        rows.integer(msmNo);
        for (String key : KEYS) {
            rows.text(ColumnText.of(opt(keys, key), key));
        }
        rows.end();
    }

    @Override
    public void erase(ObjectNode datum) {
        if (isTelegram(datum)) {
            JsonNode keys = need(datum, "test_keys");
            KEYS.forEach(key -> removeIfPresent(keys, key));
        }
    }

    private static boolean isTelegram(JsonNode datum) {
        return "telegram".equals(opt(datum, "test_name").textValue());
    }
}
