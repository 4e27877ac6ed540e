package org.ooni.pipeline.autoclaving.scrub;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.function.Function;
import org.ooni.pipeline.autoclaving.scrub.Action.Redact;
import org.ooni.pipeline.autoclaving.scrub.Action.Remove;
import org.ooni.pipeline.autoclaving.scrub.Action.Replace;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.report.PlainName;

/** Makes a rule of what the file says, or says what is wrong with it. */
final class RuleReader {
    private static final String ID = "[A-Za-z0-9._-]{1,64}";
    private static final String COUNTRY = "[A-Z]{2}";
    private static final String NETWORK = "AS[0-9]{1,10}";
    private static final int LONGEST_EXPRESSION = 1000;
    private static final List<String> ACTIONS = List.of("remove", "replace", "redact");

    private RuleReader() {}

    /** @param number of the rule in the file, from 1 */
    static Rule rule(String file, int number, Object value) throws BadInputException {
        Section unnamed =
                Section.of(file + ": rule " + number, value, "id", "reason", "match", "remove", "replace", "redact");
        String id = unnamed.parsed("id", form(ID));
        Section rule = new Section(file + ": rule " + id, unnamed.values());
        return new Rule(id, rule.text("reason"), match(rule), action(rule));
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
                match.set("test_name", name -> PlainName.of(Section.saying(name))),
                match.set("software_name", Section::saying),
                match.range("software_version", Version::parse),
                match.set("probe_cc", form(COUNTRY)),
                match.set("probe_asn", form(NETWORK)),
                match.range("measurement_start_time", Times::parse));
    }

    private static Action action(Section rule) throws BadInputException {
        List<String> given = ACTIONS.stream().filter(rule::has).toList();
        if (given.size() != 1) {
            throw new BadInputException(rule.where() + ": one of remove, replace and redact is wanted, not "
                    + (given.isEmpty() ? "none" : String.join(" and ", given)));
        }
        return switch (given.get(0)) {
            case "remove" -> new Remove(rule.parsed("remove", RuleReader::inner));
            case "replace" -> {
                Section replace = rule.section("replace", "at", "with");
                yield new Replace(
                        replace.parsed("at", RuleReader::inner),
                        Replacement.of(replace.where() + ": with", replace.value("with")));
            }
            default -> {
                Section redact = rule.section("redact", "below", "matching");
                yield new Redact(
                        redact.parsed("below", Pointer::parse), redact.parsed("matching", RuleReader::expression));
            }
        };
    }

    private static Function<String, String> form(String expression) {
        return text -> {
            if (!text.matches(expression)) {
                throw new IllegalArgumentException("not of the form " + expression);
            }
            return text;
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
        if (text.length() > LONGEST_EXPRESSION) {
            throw new IllegalArgumentException("longer than " + LONGEST_EXPRESSION + " characters");
        }
        Pattern pattern;
        try {
            pattern = Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("not an expression of RE2, " + e.getDescription(), e);
        }
        if (pattern.matcher("").find()) {
            throw new IllegalArgumentException("matches where there is nothing");
        }
        if (pattern.matcher(Redaction.REDACTED).find()) {
            throw new IllegalArgumentException("matches in " + Redaction.REDACTED + ", which is what it leaves");
        }
        return new Redaction(pattern);
    }
}
