package org.ooni.pipeline.feeder.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.metadb.RowWriter;
import org.ooni.pipeline.metadb.Table;

/** A Feeder from outside the tree. */
public class StrangerFeeder implements Feeder {
    private final String table;
    private final int minCodeVer;

    public StrangerFeeder(String table, int minCodeVer) {
        this.table = table;
        this.minCodeVer = minCodeVer;
    }

    /** Another class, for the order by name. */
    public static final class Another extends StrangerFeeder {
        public Another(String table) {
            super(table, 1);
        }
    }

    @Override
    public Table table() {
        return Table.of(table, "msm_no");
    }

    @Override
    public int minCodeVer() {
        return minCodeVer;
    }

    @Override
    public void feed(int msmNo, JsonNode datum, RowWriter rows) {
        rows.integer(msmNo).end();
    }

    @Override
    public void erase(ObjectNode datum) {
        datum.remove("annotations");
    }
}
