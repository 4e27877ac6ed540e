package org.ooni.pipeline.autoclaving.normalise;

import java.util.List;
import java.util.Set;

/** The top-level keys that every measurement has; in old formats all others belong into {@code test_keys}. */
final class SchemaKeys {
    /** In the order in which missing ones are added. */
    static final List<String> ALL = List.of(
            "id",
            "input",
            "input_hashes",
            "report_id",
            "report_filename",
            "options",
            "probe_cc",
            "probe_asn",
            "probe_ip",
            "probe_city",
            "backend_version",
            "data_format_version",
            "test_name",
            "test_version",
            "test_start_time",
            "measurement_start_time",
            "test_runtime",
            "test_helpers",
            "software_name",
            "software_version",
            "bucket_date",
            "test_keys");

    private static final Set<String> SET = Set.copyOf(ALL);

    private SchemaKeys() {}

    static boolean contains(String key) {
        return SET.contains(key);
    }
}
