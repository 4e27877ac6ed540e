package org.ooni.pipeline.autoclaving.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.ooni.pipeline.report.BadBlobException;
import org.ooni.pipeline.report.BadReason;
import org.ooni.pipeline.report.PythonTruth;

/**
 * Tests that fetch pages (normalisation rules §5.2): {@code requests} become sessions of one form, the first without
 * Tor and the first through Tor leading.
 *
 * <p>{@code headers_diff} needs nothing: sets and tuples are lists already, and others stay what they are (D36).
 */
final class HttpNormaliser implements Normaliser {
    private static final String REQUESTS = "requests";

    private static final Set<String> TESTS = Set.of(
            "http_requests",
            "meek_fronted_requests",
            "domclass_collector",
            "http_keyword_filtering",
            "http_uk_mobile_networks",
            "http_header_field_manipulation",
            "http_url_list",
            "http_host",
            "squid",
            "captive_portal",
            "psiphon",
            "tor_http_requests_test");

    @Override
    public boolean appliesTo(String testName) {
        return TESTS.contains(testName);
    }

    @Override
    public void apply(ObjectNode datum, ObjectNode testKeys) throws BadBlobException {
        inputFromOptions(datum);
        joinPair(testKeys);
        List<ObjectNode> experiment = new ArrayList<>();
        List<ObjectNode> control = new ArrayList<>();
        for (JsonNode given : Elements.of(testKeys.get(REQUESTS))) {
            HttpSession session = HttpSession.of(given);
            (session.isTor() ? control : experiment).add(session.json());
        }
        ArrayNode ordered = testKeys.putArray(REQUESTS);
        experiment.stream().limit(1).forEach(ordered::add);
        control.stream().limit(1).forEach(ordered::add);
        experiment.stream().skip(1).forEach(ordered::add);
        control.stream().skip(1).forEach(ordered::add);
    }

    /** What a URL option says is the input, if there is no other; {@code -u} is heard before {@code --url}. */
    private static void inputFromOptions(ObjectNode datum) {
        // D35: options that are one text are not searched.
        if (!datum.get("input").isNull() || !(datum.get("options") instanceof ArrayNode options)) {
            return;
        }
        int brief = indexOf(options, "-u");
        int at = brief < 0 ? indexOf(options, "--url") : brief;
        // D35: an option that comes last says nothing.
        if (at >= 0 && at + 1 < options.size()) {
            datum.set("input", options.get(at + 1));
        }
    }

    private static int indexOf(ArrayNode options, String option) {
        for (int i = 0; i < options.size(); i++) {
            if (options.get(i).isTextual() && options.get(i).textValue().equals(option)) {
                return i;
            }
        }
        return -1;
    }

    /** The oldest form: the only session lies open among the test keys. */
    private static void joinPair(ObjectNode testKeys) throws BadBlobException {
        if (PythonTruth.isFalse(testKeys.get("request")) || PythonTruth.isFalse(testKeys.get("response"))) {
            return;
        }
        JsonNode requests = testKeys.has(REQUESTS) ? testKeys.get(REQUESTS) : testKeys.putArray(REQUESTS);
        if (!(requests instanceof ArrayNode sessions)) {
            throw new BadBlobException(BadReason.ATTRIBUTE, "requests of type " + requests.getNodeType());
        }
        ObjectNode session = sessions.addObject();
        session.set("response", testKeys.remove("response"));
        session.set("request", testKeys.remove("request"));
    }
}
