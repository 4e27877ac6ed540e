package org.ooni.pipeline.autoclaving.scrub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.ooni.pipeline.autoclaving.rules.RulesFile;
import org.ooni.pipeline.report.BadBlobException;

/** An operator's rules on what must not be published. Immutable. */
public final class ScrubbingRules {
    private static final ScrubbingRules NONE = new ScrubbingRules(List.of());

    private final List<Rule> rules;

    private ScrubbingRules(List<Rule> rules) {
        this.rules = rules;
    }

    /**
     * Reads {@code scrubbing.yaml}; the package says what is in it.
     *
     * @throws org.ooni.pipeline.io.BadInputException naming file, line, rule and reason, if not all of it is as it should be
     */
    public static ScrubbingRules read(Path file) throws IOException {
        return new ScrubbingRules(RulesFile.read(file, RuleReader.KEYS, RuleReader::rule));
    }

    public static ScrubbingRules none() {
        return NONE;
    }

    /** The rules' ids, in their order. */
    public List<String> ids() {
        return rules.stream().map(Rule::id).toList();
    }

    /**
     * Whether a measurement of the current format may be changed by any rule, told without all of it.
     *
     * @param testName as normalised
     * @param strings its outermost strings by their keys; null where there is none
     */
    public boolean concern(String testName, Function<String, String> strings) {
        return rules.stream().anyMatch(rule -> rule.match().matches(testName, strings));
    }

    /**
     * Whether a measurement is one that the rule {@code id} is for, told without all of it.
     *
     * @param testName as normalised
     * @param strings its outermost strings by their keys; null where there is none
     */
    public boolean concern(String id, String testName, Function<String, String> strings) {
        return rules.stream()
                .anyMatch(rule -> rule.id().equals(id) && rule.match().matches(testName, strings));
    }

    /**
     * Applies the rules to a measurement that is normalised and sanitised, in place.
     *
     * @return the ids of the rules that changed it
     */
    public List<String> apply(ObjectNode datum) throws BadBlobException {
        List<String> applied = new ArrayList<>();
        for (Rule rule : rules) {
            if (rule.match()
                            .matches(
                                    datum.path("test_name").asText(),
                                    key -> datum.path(key).textValue())
                    && rule.action().apply(datum)) {
                applied.add(rule.id());
            }
        }
        return applied;
    }
}
