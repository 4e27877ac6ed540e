package org.ooni.pipeline.autoclaving.admission;

import java.time.chrono.ChronoLocalDateTime;
import java.util.List;
import org.ooni.pipeline.autoclaving.rules.Forms;
import org.ooni.pipeline.autoclaving.rules.Section;
import org.ooni.pipeline.autoclaving.rules.Times;
import org.ooni.pipeline.autoclaving.rules.Version;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.report.PlainName;

/** Makes a rule of what the file says, or says what is wrong with it. */
final class AdmissionRuleReader {
    /** Of a rule, beside what all rules have. */
    static final List<String> KEYS = List.of("match");

    private static final int LONGEST_REASON = 1000;

    private AdmissionRuleReader() {}

    static AdmissionRule rule(String id, String reason, Section rule) throws BadInputException {
        if (reason.length() > LONGEST_REASON) {
            throw rule.fault("reason", "longer than " + LONGEST_REASON + " characters");
        }
        Section match = rule.section(
                "match",
                "probe_cc",
                "probe_asn",
                "test_name",
                "report_id",
                "test_start_time",
                "pattern",
                "software_name",
                "software_version");
        if (match.isEmpty()) {
            throw rule.fault("match", "empty, so every report would be held back; say which");
        }
        return new AdmissionRule(
                id,
                reason,
                match.set("probe_cc", Forms.form(Forms.COUNTRY)),
                match.set("probe_asn", Forms.form(Forms.NETWORK)),
                match.set("test_name", name -> PlainName.of(Forms.saying(name))),
                match.set("report_id", Forms::saying),
                match.<ChronoLocalDateTime<?>>ranges("test_start_time", Times::parse),
                match.set("pattern", Forms::expression),
                match.set("software_name", Forms::saying),
                match.ranges("software_version", Version::parse));
    }
}
