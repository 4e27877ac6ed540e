package org.ooni.pipeline.feeder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ooni.pipeline.metadb.RowWriter;
import org.ooni.pipeline.metadb.Software;
import org.ooni.pipeline.metadb.SoftwareNumbers;
import org.ooni.pipeline.metadb.Table;

/**
 * What all measurements of a report say alike, and its row (Feeder rules §1.4). Measurements come report by report. A
 * report whose fields make no row is bad as a whole; one that is good gets its row with the first of its measurements
 * that is accepted. Not thread-safe: one for each run.
 */
public final class ReportSpine {
    public static final Table TABLE = Table.of(
            "report_blob",
            "report_no",
            "test_start_time",
            "probe_cc",
            "probe_asn",
            "probe_ip",
            "test_name",
            "report_id",
            "software_no");

    private static final List<String> KEYS = List.of(
            "test_start_time",
            "probe_cc",
            "probe_asn",
            "probe_ip",
            "report_filename",
            "test_name",
            "test_version",
            "software_name",
            "software_version",
            "report_id");
    /** Where a null or a missing one has a value of its own in the schema: {@code ZZ} and 0. */
    private static final Set<String> MAY_BE_UNKNOWN = Set.of("probe_cc", "probe_asn");

    private static final String LOOPBACK = "127.0.0.1";

    private final Set<String> testNames;
    private final SoftwareNumbers software;

    private int current;
    private Map<String, JsonNode> common = Map.of();
    private DatumException bad;
    private Row row;
    private boolean written;

    /** @param testNames those that {@code report.test_name} can hold */
    public ReportSpine(Set<String> testNames, SoftwareNumbers software) {
        this.testNames = Set.copyOf(testNames);
        this.software = software;
    }

    private record Row(
            String testStartTime,
            String probeCc,
            int probeAsn,
            String probeIp,
            String testName,
            String reportId,
            int softwareNo) {}

    /** Demands that {@code datum} agrees with its report, and that the report makes a row. */
    public void check(int reportNo, JsonNode datum) throws SQLException {
        if (reportNo != current) {
            begin(reportNo, datum);
            return;
        }
        if (bad != null) {
            throw bad;
        }
        commonFields(datum).forEach((key, value) -> {
            if (!same(value, common.get(key))) {
                throw new DatumException("differs within the report", key);
            }
        });
    }

    private void begin(int reportNo, JsonNode datum) throws SQLException {
        common = commonFields(datum);
        current = reportNo;
        bad = null;
        written = false;
        try {
            row = row();
        } catch (DatumException e) {
            bad = e;
            throw e;
        }
    }

    /** Writes the report's row, unless that is done: the measurement that was checked last is accepted. */
    public void accept(RowWriter rows) {
        if (written) {
            return;
        }
        rows.integer(current)
                .text(row.testStartTime)
                .text(row.probeCc)
                .integer(row.probeAsn)
                .text(row.probeIp)
                .text(row.testName)
                .text(row.reportId)
                .integer(row.softwareNo)
                .end();
        written = true;
    }

    /** Removes the common fields that are there. */
    public void erase(ObjectNode datum) {
        datum.remove(KEYS);
    }

    private static Map<String, JsonNode> commonFields(JsonNode datum) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        for (String key : KEYS) {
            fields.put(key, MAY_BE_UNKNOWN.contains(key) ? Fields.opt(datum, key) : Fields.need(datum, key));
        }
        return fields;
    }

    private static boolean same(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue()) == 0;
        }
        return one.equals(other);
    }

    private Row row() throws SQLException {
        JsonNode cc = common.get("probe_cc");
        JsonNode asn = common.get("probe_asn");
        JsonNode ip = common.get("probe_ip");
        JsonNode testName = common.get("test_name");
        boolean noAddress = ip.isNull() || LOOPBACK.equals(ip.textValue());
        return new Row(
                SpineValues.timestamp(common.get("test_start_time"), "test_start_time"),
                cc.isNull() ? "ZZ" : SpineValues.country(cc, "probe_cc"),
                asn.isNull() ? 0 : SpineValues.network(asn, "probe_asn"),
                noAddress ? null : SpineValues.address(ip, "probe_ip"),
                testNames.contains(testName.asText()) ? testName.asText() : null,
                reportId(common.get("report_id")),
                softwareNo());
    }

    private static String reportId(JsonNode value) {
        return Fields.truthy(value) ? ColumnText.indexable(ColumnText.of(value, "report_id"), "report_id") : null;
    }

    private int softwareNo() throws SQLException {
        String testName = softwareText("test_name");
        String testVersion = softwareText("test_version");
        String softwareName = softwareText("software_name");
        String softwareVersion = softwareText("software_version");
        ColumnText.indexable(testName + testVersion + softwareName + softwareVersion, "software");
        return software.numberOf(new Software(testName, testVersion, softwareName, softwareVersion));
    }

    private String softwareText(String key) {
        JsonNode value = common.get(key);
        if (!value.isTextual() && !value.isNumber()) {
            throw new DatumException("neither a string nor a number", key);
        }
        return ColumnText.of(value, key);
    }
}
