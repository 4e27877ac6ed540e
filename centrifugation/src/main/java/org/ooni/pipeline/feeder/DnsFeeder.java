package org.ooni.pipeline.feeder;

import static org.ooni.pipeline.feeder.Fields.items;
import static org.ooni.pipeline.feeder.Fields.need;
import static org.ooni.pipeline.feeder.Fields.opt;
import static org.ooni.pipeline.feeder.Fields.optObject;
import static org.ooni.pipeline.feeder.Fields.remove;
import static org.ooni.pipeline.feeder.Fields.removeIfPresent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.ooni.pipeline.metadb.RowWriter;
import org.ooni.pipeline.metadb.SqlFile;
import org.ooni.pipeline.metadb.Table;

/**
 * DNS queries for addresses, of every test that has {@code test_keys.queries} (Feeder rules §2.2). Rows with names go to
 * the temporary table {@code dns_a_}; {@link #settle} puts numbers of {@code domain} in their place.
 */
public final class DnsFeeder implements Feeder {
    private static final Table TABLE = Table.of(
            "dns_a_",
            "msm_no",
            "domain",
            "control_ip",
            "test_ip",
            "control_cname",
            "test_cname",
            "ttl",
            "resolver_hostname",
            "client_resolver",
            "control_failure",
            "test_failure");

    @Override
    public Table table() {
        return TABLE;
    }

    @Override
    public String dataTable() {
        return "dns_a";
    }

    @Override
    public int minCodeVer() {
        return 2;
    }

    @Override
    public void feed(int msmNo, JsonNode datum, RowWriter rows) {
        JsonNode keys = need(datum, "test_keys");
        JsonNode clientResolver = opt(keys, "client_resolver");
        DnsControl control = DnsControl.of(controlOf(keys), items(keys, "queries"));
        for (JsonNode query : items(keys, "queries")) {
            if (asksForAddresses(query)) {
                DnsAnswers answers = DnsAnswers.of(query);
                rows.integer(msmNo)
                        .text(ColumnText.indexable(ColumnText.of(need(query, "hostname"), "hostname"), "hostname"))
                        .text(control.ips())
                        .text(answers.ips())
                        .text(control.cnames())
                        .text(answers.cnames())
                        .text(answers.ttl())
                        .text(ColumnText.of(need(query, "resolver_hostname"), "resolver_hostname"))
                        .text(ColumnText.of(clientResolver, "client_resolver"))
                        .text(ColumnText.of(control.failure(), "failure"))
                        .text(ColumnText.of(need(query, "failure"), "failure"))
                        .end();
            }
        }
    }

    @Override
    public void erase(ObjectNode datum) {
        JsonNode keys = need(datum, "test_keys");
        removeIfPresent(keys, "client_resolver");
        JsonNode control = controlOf(keys);
        removeIfPresent(control, "failure");
        removeIfPresent(control, "addrs");
        for (JsonNode query : items(keys, "queries")) {
            if (asksForAddresses(query)) {
                DnsAnswers.of(query).erase();
                remove(query, "hostname");
                remove(query, "resolver_hostname");
                remove(query, "failure");
            }
        }
    }

    private static JsonNode controlOf(JsonNode keys) {
        return optObject(optObject(keys, "control"), "dns");
    }

    private static boolean asksForAddresses(JsonNode query) {
        return "A".equals(need(query, "query_type").textValue());
    }

    @Override
    public void prepare(Connection connection) throws SQLException {
        run(connection, "DnsTable.sql");
    }

    @Override
    public void settle(Connection connection) throws SQLException {
        run(connection, "Domains.sql");
        run(connection, "DnsRows.sql");
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(SqlFile.beside(DnsFeeder.class, sql));
        }
    }
}
