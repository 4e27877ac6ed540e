package org.ooni.pipeline.feeder;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
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

    private static final String LOOPBACK = "127.0.0.1";

    private final Set<String> testNames;
    private final SoftwareNumbers software;

    private int current;
    private ReportFields common;
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

    /** Demands that {@code fields} agree with those of their report, and that the report makes a row. */
    public void check(int reportNo, ReportFields fields) throws SQLException {
        if (reportNo != current) {
            begin(reportNo, fields);
        } else if (bad != null) {
            throw bad;
        } else {
            common.requireSame(fields);
        }
    }

    private void begin(int reportNo, ReportFields fields) throws SQLException {
        common = fields;
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
