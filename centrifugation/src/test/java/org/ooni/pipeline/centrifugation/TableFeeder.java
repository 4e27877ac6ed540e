package org.ooni.pipeline.centrifugation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.ooni.pipeline.feeder.DatumException;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.metadb.RowWriter;
import org.ooni.pipeline.metadb.Table;

/**
 * A plug-in that writes a row {@code (msm_no, version)} for every measurement, and fails where {@code annotations} is
 * {@code "fail"}.
 */
record TableFeeder(String name, int version) implements Feeder {
    static String create(String name) {
        return "CREATE TABLE " + name + " (msm_no int4 NOT NULL, version int4 NOT NULL);";
    }

    @Override
    public Table table() {
        return Table.of(name, "msm_no", "version");
    }

    @Override
    public int minCodeVer() {
        return version;
    }

    @Override
    public void feed(int msmNo, JsonNode datum, RowWriter rows) {
        if ("fail".equals(datum.path("annotations").asText())) {
            throw new DatumException("asked to fail", "annotations");
        }
        rows.integer(msmNo).integer(version).end();
    }

    @Override
    public void erase(ObjectNode datum) {
        datum.remove("annotations");
    }
}
