package org.example.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.feeder.testing.FeederTableContract;
import org.ooni.pipeline.metadb.RowWriter;

class TelegramFeederTest extends FeederTableContract {
    @Override
    protected List<Feeder> feeders() {
        return List.of(new TelegramFeeder());
    }

    @Override
    protected List<ObjectNode> examples() {
        return List.of(telegram(false, null, "ok"), telegram(true, "generic_timeout_error", "blocked"), ndt());
    }

    @Test
    void aBlockedTelegramIsOneRow() {
        RowWriter rows = new RowWriter(new TelegramFeeder().table());
        new TelegramFeeder().feed(7, telegram(true, "generic_timeout_error", "blocked"), rows);
        assertThat(rows.lines()).isEqualTo("7\tTRUE\tTRUE\tblocked\tgeneric_timeout_error\n");
    }

    @Test
    void otherTestsAreNoneOfItsBusiness() {
        RowWriter rows = new RowWriter(new TelegramFeeder().table());
        new TelegramFeeder().feed(7, ndt(), rows);
        assertThat(rows.lines()).isEmpty();
    }

    private static ObjectNode telegram(boolean blocked, String failure, String status) {
        ObjectNode datum = JsonNodeFactory.instance.objectNode().put("test_name", "telegram");
        datum.putObject("test_keys")
                .put("agent", "redirect")
                .put("telegram_tcp_blocking", blocked)
                .put("telegram_http_blocking", blocked)
                .put("telegram_web_status", status)
                .put("telegram_web_failure", failure);
        return datum;
    }

    private static ObjectNode ndt() {
        ObjectNode datum = JsonNodeFactory.instance.objectNode().put("test_name", "ndt");
        datum.putObject("test_keys").put("failure", "timeout");
        return datum;
    }
}
