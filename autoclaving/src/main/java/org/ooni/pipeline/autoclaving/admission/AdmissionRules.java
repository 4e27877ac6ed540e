package org.ooni.pipeline.autoclaving.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ooni.pipeline.autoclaving.rules.RulesFile;
import org.ooni.pipeline.io.Digester;
import org.ooni.pipeline.io.Sha1;

/** An operator's rules on which reports must not be published. Immutable. */
public final class AdmissionRules {
    private static final AdmissionRules NONE = new AdmissionRules(List.of(), "", false);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final List<AdmissionRule> rules;
    private final String digest;
    private final boolean given;

    private AdmissionRules(List<AdmissionRule> rules, String digest, boolean given) {
        this.rules = rules;
        this.digest = digest;
        this.given = given;
    }

    /**
     * Reads {@code admission.yaml}; the package says what is in it.
     *
     * @throws org.ooni.pipeline.io.BadInputException naming file, line, rule and reason, if not all of it is as it
     *     should be
     */
    public static AdmissionRules read(Path file) throws IOException {
        List<Map<?, ?>> said = new ArrayList<>();
        List<AdmissionRule> rules = RulesFile.read(file, AdmissionRuleReader.KEYS, (id, reason, rule) -> {
            said.add(rule.values());
            return AdmissionRuleReader.rule(id, reason, rule);
        });
        return new AdmissionRules(rules, rules.isEmpty() ? "" : digest(said), true);
    }

    /** Of what the rules say, however it is spelt. */
    private static String digest(List<Map<?, ?>> said) {
        try {
            byte[] text = JSON.writeValueAsString(said).getBytes(StandardCharsets.UTF_8);
            return Sha1.of(Digester.newSha1().digest(text)).base64();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read as texts, lists and mappings is JSON", e);
        }
    }

    /** Those of an operator who has no file. */
    public static AdmissionRules none() {
        return NONE;
    }

    /** Whether there is a file, though it may have no rules. */
    public boolean areGiven() {
        return given;
    }

    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /** Whether a report's name is not enough for some of them. */
    boolean needSoftware() {
        return rules.stream().anyMatch(AdmissionRule::needsSoftware);
    }

    /** Changes with what the rules say; empty of no rules. */
    public String digest() {
        return digest;
    }

    /** Those that hold a report as far as its name tells, in their order. */
    List<AdmissionRule> concerning(NamedReport report) {
        return rules.stream().filter(rule -> rule.holds(report)).toList();
    }
}
