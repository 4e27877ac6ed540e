package org.ooni.pipeline.feeder;

import static org.ooni.pipeline.feeder.Fields.items;
import static org.ooni.pipeline.feeder.Fields.need;
import static org.ooni.pipeline.feeder.Fields.opt;
import static org.ooni.pipeline.feeder.Fields.remove;
import static org.ooni.pipeline.feeder.Fields.string;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import org.ooni.pipeline.metadb.CopyText;

/** The answers to one query: as columns, and how they are erased. */
final class DnsAnswers {
    private final List<JsonNode> answers;

    private DnsAnswers(List<JsonNode> answers) {
        this.answers = answers;
    }

    static DnsAnswers of(JsonNode query) {
        List<JsonNode> answers = new ArrayList<>();
        items(query, "answers").forEach(answers::add);
        return new DnsAnswers(answers);
    }

    /** The IPv4 addresses as an array literal in the order of their text, or null. */
    String ips() {
        return sorted(values("A", "ipv4"));
    }

    /** The canonical names as an array literal, or null. */
    String cnames() {
        return array(values("CNAME", "hostname"));
    }

    private List<String> values(String type, String key) {
        List<String> values = new ArrayList<>();
        for (JsonNode answer : answers) {
            if (isOf(type, answer)) {
                values.add(string(need(answer, key), key));
            }
        }
        return values;
    }

    /** Seconds, of the first answer of whatever type, as text of a column; or null. */
    String ttl() {
        return answers.isEmpty() ? null : ttlText(opt(answers.get(0), "ttl"));
    }

    /** A boolean, or a fraction, passes here and is for PostgreSQL to refuse. */
    private static String ttlText(JsonNode ttl) {
        if (ttl.isTextual()) {
            return digits(ttl.textValue());
        }
        boolean inRange = ttl.isNull()
                || ttl.isBoolean()
                || (ttl.isNumber() && ttl.doubleValue() >= 0 && ttl.doubleValue() <= Integer.MAX_VALUE);
        if (!inRange) {
            throw new DatumException("not a time to live", "ttl");
        }
        return ColumnText.ofNumber(ttl, "ttl");
    }

    /** Old reports have the number as text. */
    private static String digits(String ttl) {
        if (ttl.isEmpty()) {
            return null;
        }
        try {
            if (ttl.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return String.valueOf(Integer.parseInt(ttl));
            }
        } catch (NumberFormatException e) {
            throw new DatumException("a time to live out of range", "ttl");
        }
        throw new DatumException("a text for a time to live", "ttl");
    }

    /** Times to live that differ from the first one stay: no row has them. */
    void erase() {
        JsonNode first = answers.isEmpty() ? null : opt(answers.get(0), "ttl", null);
        for (JsonNode answer : answers) {
            if (first != null && same(first, opt(answer, "ttl", NullNode.getInstance()))) {
                remove(answer, "ttl");
            }
            if (isOf("A", answer)) {
                remove(answer, "ipv4");
                remove(answer, "answer_type");
            } else if (isOf("CNAME", answer)) {
                remove(answer, "hostname");
                remove(answer, "answer_type");
            }
        }
    }

    private static boolean same(JsonNode a, JsonNode b) {
        return a.equals(b) || (a.isNumber() && b.isNumber() && a.doubleValue() == b.doubleValue());
    }

    private static boolean isOf(String type, JsonNode answer) {
        return type.equals(need(answer, "answer_type").textValue());
    }

    /** An array literal of {@code values} in the order of their text. */
    static String sorted(List<String> values) {
        return array(values.stream().sorted().toList());
    }

    /** An array literal without empty texts; null when there is nothing else. Names have to fit the index of theirs. */
    static String array(List<String> values) {
        List<String> filled = values.stream()
                .filter(value -> !value.isEmpty())
                .map(value -> ColumnText.indexable(value, "hostname"))
                .toList();
        return filled.isEmpty() ? null : CopyText.array(filled);
    }
}
