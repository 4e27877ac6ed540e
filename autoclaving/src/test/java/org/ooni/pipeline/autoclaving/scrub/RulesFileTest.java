package org.ooni.pipeline.autoclaving.scrub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ooni.pipeline.io.BadInputException;

class RulesFileTest {
    private static final String RULE = "rules:\n- id: r\n  reason: why\n";

    @TempDir
    Path directory;

    private ScrubbingRules read(String yaml) throws IOException {
        return ScrubbingRules.read(Files.writeString(directory.resolve("scrubbing.yaml"), yaml));
    }

    @Test
    void rulesKeepTheirOrder() throws IOException {
        assertThat(read("""
                        rules:
                        - {id: b, reason: why, remove: /x}
                        - {id: a, reason: why, replace: {at: /x, with: null}}
                        - id: 2.1
                          reason: why
                          match: {probe_cc: NO, software_version: {from: 2.10}, measurement_start_time: {before: 2019-01-01}}
                          redact: {below: '', matching: 'x+'}
                        """).ids()).containsExactly("b", "a", "2.1");
    }

    @Test
    void thereMayBeNoRules() throws IOException {
        assertThat(read("rules: []").ids()).isEmpty();
        assertThat(ScrubbingRules.none().ids()).isEmpty();
    }

    @Test
    void theLineOfAFaultIsNamed() {
        assertThatThrownBy(() -> read(RULE + "  match:\n    probe_cc: NL\n    probe_asn: 1\n  remove: /x\n"))
                .hasMessageEndingWith(
                        "scrubbing.yaml: line 6: rule r: match: probe_asn: not of the form AS[0-9]{1,10}: 1");
        assertThatThrownBy(() -> read(RULE + "  match: {test_name: ndt}\n  remoev: /x\n"))
                .hasMessageContaining("scrubbing.yaml: line 5: rule 1: unknown key remoev, there are id, reason");
        assertThatThrownBy(() -> read(RULE + "  remove: /x\n- reason: why\n"))
                .hasMessageEndingWith("scrubbing.yaml: line 5: rule 2: no id");
        assertThatThrownBy(() -> read("rules:\n"))
                .hasMessageEndingWith("scrubbing.yaml: line 1: rules: not a list; [] is the way to have none");
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("", "not a mapping"),
                fault("[]", "not a mapping"),
                fault("{}", "no rules"),
                fault("rules: {}", "rules: not a list"),
                fault("rules: []\nrule: []", "unknown key rule, there are rules"),
                fault("rules: [x]", "rule 1: not a mapping"),
                fault("rules:\n- {reason: why, remove: /x}", "rule 1: no id"),
                fault("rules:\n- {id: 'a b', reason: why, remove: /x}", "rule 1: id: not of the form"),
                fault("rules:\n- {id: [], reason: why, remove: /x}", "rule 1: id: not text"),
                fault("rules:\n- {id: r, remove: /x}", "rule r: no reason"),
                fault("rules:\n- {id: r, reason: ' ', remove: /x}", "rule r: reason: empty"),
                fault("rules:\n- {id: r, reason: why, remove: /x, colour: red}", "rule 1: unknown key colour"),
                fault(
                        "rules:\n- {id: r, reason: why, remove: /x}\n- {id: r, reason: why, remove: /x}",
                        "rule r: there are two"),
                fault("rules:\n- {id: r, id: s, reason: why, remove: /x}", "duplicate key id"),
                fault(RULE, "rule r: one of remove, replace and redact is wanted, not none"),
                fault(RULE + "  remove: /x\n  replace: {at: /x, with: 1}", "rule r: one of remove, replace and redact"),
                fault(RULE + "  remove: x", "rule r: remove: a pointer begins with a slash: x"),
                fault(RULE + "  remove: /~2", "rule r: remove: ~ is followed by 0"),
                fault(RULE + "  remove: ''", "rule r: remove: the whole measurement"),
                fault(RULE + "  replace: {at: '', with: 1}", "rule r: replace: at: the whole measurement"),
                fault(RULE + "  replace: {at: /x}", "rule r: replace: no with"),
                fault(RULE + "  replace: {at: /x, with: {1: 2}}", "rule r: replace: with: a key that is not text: 1"),
                fault(RULE + "  replace: {at: /x, with: !!timestamp 2019-01-01}", "with: a value that JSON has not"),
                fault(RULE + "  redact: /x", "rule r: redact: not a mapping"),
                fault(RULE + "  redact: {below: /x}", "rule r: redact: no matching"),
                fault(
                        RULE + "  redact: {below: /x, matching: '('}",
                        "rule r: redact: matching: not an expression of RE2, missing closing )"),
                fault(
                        RULE + "  redact: {below: /x, matching: '(?=x)'}",
                        "rule r: redact: matching: not an expression of RE2"),
                fault(
                        RULE + "  redact: {below: /x, matching: 'x*'}",
                        "rule r: redact: matching: matches where there is nothing"),
                fault(
                        RULE + "  redact: {below: /x, matching: '[A-Z]+'}",
                        "rule r: redact: matching: matches in [REDACTED]"),
                fault(
                        RULE + "  redact: {below: /x, matching: '" + "x".repeat(1001) + "'}",
                        "rule r: redact: matching: longer than"),
                fault(RULE + "  remove: /x\n  match: []", "rule r: match: not a mapping"),
                fault(RULE + "  remove: /x\n  match: {test: x}", "rule r: match: unknown key test"),
                fault(RULE + "  remove: /x\n  match: {test_name: []}", "rule r: match: test_name: an empty list"),
                fault(RULE + "  remove: /x\n  match: {test_name: ['']}", "rule r: match: test_name: empty"),
                fault(RULE + "  remove: /x\n  match: {probe_cc: nl}", "rule r: match: probe_cc: not of the form"),
                fault(RULE + "  remove: /x\n  match: {probe_asn: 1234}", "rule r: match: probe_asn: not of the form"),
                fault(
                        RULE + "  remove: /x\n  match: {software_version: 1.0}",
                        "rule r: match: software_version: not a mapping"),
                fault(
                        RULE + "  remove: /x\n  match: {software_version: {}}",
                        "rule r: match: software_version: neither from nor before"),
                fault(
                        RULE + "  remove: /x\n  match: {software_version: {from: x}}",
                        "rule r: match: software_version: from: not of the form"),
                fault(
                        RULE + "  remove: /x\n  match: {software_version: {from: 2.10, before: 2.9}}",
                        "from is not less than before"),
                fault(
                        RULE + "  remove: /x\n  match: {measurement_start_time: {from: 2019-02-30}}",
                        "measurement_start_time: from: not of the form"),
                fault(
                        RULE + "  remove: /x\n  match: {measurement_start_time: {until: 2019-02-20}}",
                        "unknown key until"),
                fault(RULE + "  remove: [", "line 4: expected"),
                fault(RULE + "  remove: !!java.net.URL [x]", "line 4: Global tag is not allowed"),
                fault("a: &a [x]\nrules: [*a, *a]", "Number of aliases"),
                fault("rules: " + "[".repeat(100) + "]".repeat(100), "Nesting Depth"),
                fault("#" + "x".repeat(1 << 20), "larger than 1048576 bytes"));
    }

    private static Arguments fault(String yaml, String reason) {
        return Arguments.of(yaml, reason);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whatIsWrongIsNamed(String yaml, String reason) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("scrubbing.yaml: ")
                .hasMessageContaining(reason);
    }

    @Test
    void anAbsentFileAndOneThatIsNotUtf8AreErrors() throws IOException {
        assertThatThrownBy(() -> ScrubbingRules.read(directory.resolve("none.yaml")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("none.yaml: no such file");
        Path latin = Files.write(directory.resolve("latin.yaml"), new byte[] {'#', (byte) 0xe9, '\n'});
        assertThatThrownBy(() -> ScrubbingRules.read(latin))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("latin.yaml: not UTF-8");
    }
}
