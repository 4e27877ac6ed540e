package org.ooni.pipeline.sample;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.ooni.pipeline.sample.SampleTest.Measurement;

/**
 * What the measurements of a report have in common: in JSON every line repeats it around its test keys, in YAML a
 * header says it once and the test keys stand at the top of each entry.
 *
 * @param reportId as given by the collector, or null where a probe reported to nobody
 */
record Envelope(SampleTest test, Probe probe, String reportId) {
    static Envelope of(SampleTest test, Probe probe, Dice dice) {
        String collected = probe.startInNames() + "_" + probe.asn() + "_" + dice.alphanumeric(50);
        boolean unreported = test.isYaml() && dice.oneIn(2);
        return new Envelope(test, probe, unreported ? null : collected);
    }

    /** By the grammar of report file names (formats §1). */
    String fileName() {
        String id = reportId == null ? "no_report_id" : reportId;
        String tail = test.isYaml() ? "-0.1.0-probe.yaml" : "-0.2.0-probe.json";
        return probe.startInNames() + "-" + probe.country() + "-" + probe.asn() + "-" + test.name() + "-" + id + tail;
    }

    /** The header of a YAML report. */
    Fields header() {
        Fields header = new Fields()
                .set("input_hashes", List.of())
                .set("options", test.options())
                .set("probe_asn", probe.asn())
                .set("probe_cc", probe.country().name())
                .set("probe_city", probe.country() == Country.FR ? "Orléans" : null)
                .set("probe_ip", "127.0.0.1");
        if (reportId != null) {
            header.set("report_id", reportId);
        }
        return header.set("software_name", "ooniprobe")
                .set("software_version", "1.3.2")
                .set("start_time", secondsOfEpoch(probe.start()))
                .set("test_helpers", new Fields())
                .set("test_name", test.name())
                .set("test_version", test.version());
    }

    /** A JSON line or a YAML entry. */
    Fields wrap(Measurement measurement, Dice dice, int number) {
        return test.isYaml() ? entry(measurement, number) : line(measurement, dice, number);
    }

    private Fields entry(Measurement measurement, int number) {
        return new Fields()
                .set("input", measurement.input())
                .setAll(measurement.keys())
                .set("test_runtime", measurement.runtime())
                .set("test_start_time", secondsOfEpoch(probe.startOf(number)));
    }

    private Fields line(Measurement measurement, Dice dice, int number) {
        return new Fields()
                .set(
                        "annotations",
                        new Fields().set("platform", probe.platform().text()))
                .set("data_format_version", "0.2.0")
                .set("id", dice.uuid())
                .set("input", measurement.input())
                .set("input_hashes", List.of())
                .set("measurement_start_time", Probe.inKeys(probe.startOf(number)))
                .set("options", test.options())
                .set("probe_asn", probe.asn())
                .set("probe_cc", probe.country().name())
                .set("probe_city", null)
                .set("probe_ip", "127.0.0.1")
                .set("report_id", reportId)
                .set("software_name", probe.platform().software())
                .set("software_version", probe.platform().version())
                .set("test_helpers", new Fields())
                .set("test_keys", measurement.keys())
                .set("test_name", test.name())
                .set("test_runtime", measurement.runtime())
                .set("test_start_time", Probe.inKeys(probe.start()))
                .set("test_version", test.version());
    }

    private static BigDecimal secondsOfEpoch(LocalDateTime time) {
        return BigDecimal.valueOf(time.toEpochSecond(ZoneOffset.UTC) * 10, 1);
    }
}
