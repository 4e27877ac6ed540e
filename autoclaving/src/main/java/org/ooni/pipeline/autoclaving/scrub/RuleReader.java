package org.ooni.pipeline.autoclaving.scrub;

import com.google.re2j.Pattern;
import java.util.List;
import org.ooni.pipeline.autoclaving.rules.Forms;
import org.ooni.pipeline.autoclaving.rules.Section;
import org.ooni.pipeline.autoclaving.rules.Times;
import org.ooni.pipeline.autoclaving.rules.Version;
import org.ooni.pipeline.autoclaving.scrub.Action.Redact;
import org.ooni.pipeline.autoclaving.scrub.Action.Remove;
import org.ooni.pipeline.autoclaving.scrub.Action.Replace;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.report.PlainName;

/** Makes a rule of what the file says, or says what is wrong with it. */
final class RuleReader {
    /** Of a rule, beside what all rules have. */
    static final List<String> KEYS = List.of("match", "remove", "replace", "redact");

    private static final List<String> ACTIONS = List.of("remove", "replace", "redact");

    private RuleReader() {}

    static Rule rule(String id, String reason, Section rule) throws BadInputException {
        return new Rule(id, reason, match(rule), action(rule));
    }

    private static Match match(Section rule) throws BadInputException {
        if (!rule.has("match")) {
            return new Match(null, null, null, null, null, null);
        }
        Section match = rule.section(
                "match",
                "test_name",
                "software_name",
                "software_version",
                "probe_cc",
                "probe_asn",
                "measurement_start_time");
        return new Match(
                match.set("test_name", name -> PlainName.of(Forms.saying(name))),
                match.set("software_name", Forms::saying),
                match.range("software_version", Version::parse),
                match.set("probe_cc", Forms.form(Forms.COUNTRY)),
                match.set("probe_asn", Forms.form(Forms.NETWORK)),
                match.range("measurement_start_time", Times::parse));
    }

    private static Action action(Section rule) throws BadInputException {
        List<String> given = ACTIONS.stream().filter(rule::has).toList();
        if (given.size() != 1) {
            throw rule.fault("one of remove, replace and redact is wanted, not "
                    + (given.isEmpty() ? "none" : String.join(" and ", given)));
        }
        return switch (given.get(0)) {
            case "remove" -> new Remove(rule.parsed("remove", RuleReader::inner));
            case "replace" -> {
                Section replace = rule.section("replace", "at", "with");
                yield new Replace(
                        replace.parsed("at", RuleReader::inner),
                        Replacement.of(replace, "with", replace.value("with")));
            }
            default -> {
                Section redact = rule.section("redact", "below", "matching");
                yield new Redact(
                        redact.parsed("below", Pointer::parse), redact.parsed("matching", RuleReader::expression));
            }
        };
    }

    private static Pointer inner(String text) {
        Pointer pointer = Pointer.parse(text);
        if (pointer.isWhole()) {
            throw new IllegalArgumentException("the whole measurement");
        }
        return pointer;
    }

    private static Redaction expression(String text) {
        Pattern pattern = Forms.expression(text);
        if (pattern.matcher(Redaction.REDACTED).find()) {
            throw new IllegalArgumentException("matches in " + Redaction.REDACTED + ", which is what it leaves");
        }
        return new Redaction(pattern);
    }
}
