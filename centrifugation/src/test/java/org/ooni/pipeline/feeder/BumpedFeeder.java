package org.ooni.pipeline.feeder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.SQLException;
import org.ooni.pipeline.metadb.RowWriter;
import org.ooni.pipeline.metadb.Table;

/** A built-in Feeder as it would be with another version. */
public record BumpedFeeder(Feeder feeder, int minCodeVer) implements Feeder {
    @Override
    public Table table() {
        return feeder.table();
    }

    @Override
    public String dataTable() {
        return feeder.dataTable();
    }

    @Override
    public Feeder open(FeederContext context) {
        return new BumpedFeeder(feeder.open(context), minCodeVer);
    }

    @Override
    public void prepare(Connection connection) throws SQLException {
        feeder.prepare(connection);
    }

    @Override
    public void feed(int msmNo, JsonNode datum, RowWriter rows) {
        feeder.feed(msmNo, datum, rows);
    }

    @Override
    public void erase(ObjectNode datum) {
        feeder.erase(datum);
    }

    @Override
    public void settle(Connection connection) throws SQLException {
        feeder.settle(connection);
    }
}
