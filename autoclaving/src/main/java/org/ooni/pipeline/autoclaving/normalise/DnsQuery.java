package org.ooni.pipeline.autoclaving.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ooni.pipeline.report.BadBlobException;
import org.ooni.pipeline.report.BadReason;
import org.ooni.pipeline.report.PythonTruth;

/** One question to one resolver (normalisation rules §5.3). */
final class DnsQuery {
    private static final String QUERY = "query";
    private static final String HOSTNAME = "hostname";
    private static final String RESOLVER = "resolver";
    private static final String ANSWERS = "answers";
    private static final String FAILURE = "failure";

    /** A name as the probe's DNS library showed its query. */
    private static final Pattern QUESTION = Pattern.compile("\\[Query\\('(.+)'", Pattern.UNIX_LINES);

    private DnsQuery() {}

    /** @param given is changed */
    static ObjectNode normalise(JsonNode given) throws BadBlobException {
        if (!(given instanceof ObjectNode query)) {
            throw new BadBlobException(BadReason.ATTRIBUTE, "a query of type " + given.getNodeType());
        }
        hostname(query);
        resolver(query);
        query.remove("addrs");
        ArrayNode answers = answers(query.get(ANSWERS));
        query.set(ANSWERS, answers);
        if (answers.isEmpty() && PythonTruth.isFalse(query.get(FAILURE))) {
            query.put(FAILURE, "no_answer");
        } else if (!query.has(FAILURE)) {
            query.putNull(FAILURE);
        }
        return query;
    }

    /** D38: what is not understood stays, and never takes the place of what is there. */
    private static void hostname(ObjectNode query) {
        JsonNode given = query.path(QUERY);
        boolean isString = TextOrBytes.is(given);
        Matcher question = QUESTION.matcher(isString ? TextOrBytes.characters(given) : "");
        if (question.find()) {
            query.remove(QUERY);
            query.set(HOSTNAME, TextOrBytes.like(given, question.group(1)));
            return;
        }
        if (given.isNull()) {
            query.remove(QUERY);
        }
        if (isString && isMissing(query, HOSTNAME)) {
            query.put(HOSTNAME, "");
        }
        orNull(query, HOSTNAME);
    }

    private static void resolver(ObjectNode query) {
        JsonNode given = query.path(RESOLVER);
        boolean isPair = given.isArray() && given.size() == 2;
        // D38: a text of two letters is no pair.
        if (isPair || given.isNull()) {
            query.remove(RESOLVER);
        }
        List<String> keys = List.of("resolver_hostname", "resolver_port");
        for (int i = 0; i < keys.size(); i++) {
            if (isPair && !given.get(i).isNull()) {
                query.set(keys.get(i), given.get(i));
            }
            orNull(query, keys.get(i));
        }
    }

    private static ArrayNode answers(JsonNode given) throws BadBlobException {
        ArrayNode answers = JsonNodeFactory.instance.arrayNode();
        boolean hasOtherParts = TextOrBytes.is(given) || given instanceof ObjectNode;
        if (hasOtherParts && !PythonTruth.isFalse(given)) {
            // The original took it for a list of letters, or of keys; it is one answer in a form of its own.
            return answers.add(DnsAnswer.unknown(given));
        }
        // D38: null is as good as no answers.
        for (JsonNode answer : Elements.of(given == null || given.isNull() ? null : given)) {
            answers.add(DnsAnswer.normalise(answer));
        }
        return answers;
    }

    private static boolean isMissing(ObjectNode query, String key) {
        return !query.has(key) || query.get(key).isNull();
    }

    private static void orNull(ObjectNode query, String key) {
        if (!query.has(key)) {
            query.putNull(key);
        }
    }
}
