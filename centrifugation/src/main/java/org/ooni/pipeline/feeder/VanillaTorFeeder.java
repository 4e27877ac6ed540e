package org.ooni.pipeline.feeder;

import static org.ooni.pipeline.feeder.Fields.asIntLike;
import static org.ooni.pipeline.feeder.Fields.need;
import static org.ooni.pipeline.feeder.Fields.opt;
import static org.ooni.pipeline.feeder.Fields.remove;
import static org.ooni.pipeline.feeder.Fields.string;
import static org.ooni.pipeline.feeder.Fields.truthy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.ooni.pipeline.metadb.RowWriter;
import org.ooni.pipeline.metadb.Table;

/** How far Tor came without a bridge, of the test {@code vanilla_tor} (Feeder rules §2.3). */
public final class VanillaTorFeeder implements Feeder {
    private static final Table TABLE = Table.of(
            "vanilla_tor",
            "msm_no",
            "timeout",
            "error",
            "tor_progress",
            "success",
            "tor_progress_tag",
            "tor_progress_summary",
            "tor_version",
            "tor_log");

    /** In the order in which they are erased; the first one missing ends that. */
    private static final List<String> KEYS = List.of(
            "success",
            "transport_name",
            "error",
            "timeout",
            "tor_progress",
            "tor_log",
            "tor_progress_tag",
            "tor_progress_summary",
            "tor_version");

    private static final int LONGEST_TIMEOUT_OF_A_RUN = 60;

    @Override
    public Table table() {
        return TABLE;
    }

    @Override
    public int minCodeVer() {
        return 4;
    }

    @Override
    public void feed(int msmNo, JsonNode datum, RowWriter rows) {
        if (!isVanillaTor(datum)) {
            return;
        }
        JsonNode keys = need(datum, "test_keys");
        JsonNode success = opt(keys, "success");
        if (success.isNull()) {
            requireNothingHappened(keys);
            return;
        }
        JsonNode transport = opt(keys, "transport_name");
        if (!transport.isNull() && !transport.asText().equals("vanilla")) {
            throw new DatumException("another transport", "transport_name");
        }
        rows.integer(msmNo)
                .integer(asIntLike(opt(keys, "timeout", IntNode.valueOf(0)), "timeout"))
                .text(column(keys, "error"))
                .integer(progress(opt(keys, "tor_progress")))
                .text(ColumnText.of(success, "success"))
                .text(column(keys, "tor_progress_tag"))
                .text(column(keys, "tor_progress_summary"))
                .text(version(opt(keys, "tor_version")))
                .text(log(opt(keys, "tor_log")))
                .end();
    }

    /** A common kind of report says that Tor never ran, and makes no row; anything else without a success is refused. */
    private static void requireNothingHappened(JsonNode keys) {
        boolean nothing = need(keys, "tor_log").isNull()
                && need(keys, "tor_progress_tag").isNull()
                && isZero(need(keys, "tor_progress"))
                && need(keys, "timeout").isNumber()
                && need(keys, "timeout").doubleValue() > LONGEST_TIMEOUT_OF_A_RUN
                && need(keys, "error").isNull()
                && need(keys, "tor_progress_summary").isNull();
        if (!nothing) {
            throw new DatumException("neither a success nor a failure", "success");
        }
    }

    private static boolean isZero(JsonNode value) {
        return Fields.is(value, false);
    }

    private static String column(JsonNode keys, String key) {
        return ColumnText.of(opt(keys, key), key);
    }

    private static long progress(JsonNode progress) {
        return progress.isNull() ? 0 : asIntLike(progress, "tor_progress");
    }

    private static String version(JsonNode version) {
        return ColumnText.of(version.isNull() ? TextNode.valueOf("0.0.0") : version, "tor_version");
    }

    private static String log(JsonNode log) {
        if (truthy(log)) {
            return TorLog.parse(string(log, "tor_log")).toString();
        }
        return log.isTextual() ? null : ColumnText.of(log, "tor_log");
    }

    @Override
    public void erase(ObjectNode datum) {
        if (isVanillaTor(datum)) {
            JsonNode keys = need(datum, "test_keys");
            KEYS.forEach(key -> remove(keys, key));
        }
    }

    private static boolean isVanillaTor(JsonNode datum) {
        return "vanilla_tor".equals(opt(datum, "test_name").textValue());
    }
}
