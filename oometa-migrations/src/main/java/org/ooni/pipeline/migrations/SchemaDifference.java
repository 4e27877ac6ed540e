package org.ooni.pipeline.migrations;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One thing in which a database is not what the migrations make.
 *
 * @param object with its kind: {@code table tcp}
 * @param fact what of the object, with its kind: {@code column port}; empty: the object as a whole
 * @param expected as the migrations make it; empty for what they do not make
 * @param found as it is in the database; empty for what is not there
 */
public record SchemaDifference(
        Problem problem, String object, String fact, Optional<String> expected, Optional<String> found) {

    /** In which way it differs. */
    public enum Problem {
        MISSING,
        EXTRA,
        CHANGED,
        /** Columns of a table, or values of an enum: the same ones, another order. */
        REORDERED
    }

    /** All differences, in the order of the schema expected. What it does not know at all belongs to others. */
    static List<SchemaDifference> between(Schema expected, Schema found) {
        List<SchemaDifference> differences = new ArrayList<>();
        expected.objects().forEach((object, facts) -> {
            Map<String, String> actual = found.objects().get(object);
            if (actual == null) {
                differences.add(new SchemaDifference(
                        Problem.MISSING, object, "", Optional.of(facts.get("")), Optional.empty()));
            } else {
                compare(object, facts, actual, differences);
            }
        });
        return differences;
    }

    private static void compare(
            String object, Map<String, String> expected, Map<String, String> found, List<SchemaDifference> to) {
        expected.forEach((fact, value) -> {
            String actual = found.get(fact);
            if (actual == null) {
                to.add(new SchemaDifference(Problem.MISSING, object, fact, Optional.of(value), Optional.empty()));
            } else if (!actual.equals(value)) {
                to.add(new SchemaDifference(Problem.CHANGED, object, fact, Optional.of(value), Optional.of(actual)));
            }
        });
        found.forEach((fact, value) -> {
            if (!expected.containsKey(fact)) {
                to.add(new SchemaDifference(Problem.EXTRA, object, fact, Optional.empty(), Optional.of(value)));
            }
        });
        List<String> order = common(expected.keySet(), found.keySet());
        List<String> actualOrder = common(found.keySet(), expected.keySet());
        if (!order.equals(actualOrder)) {
            to.add(new SchemaDifference(
                    Problem.REORDERED,
                    object,
                    "",
                    Optional.of(String.join(", ", order)),
                    Optional.of(String.join(", ", actualOrder))));
        }
    }

    /** Both sides sort by name whatever has no order of its own. */
    private static List<String> common(Set<String> facts, Set<String> others) {
        return facts.stream()
                .filter(fact -> fact.startsWith("column ") || fact.startsWith("value "))
                .filter(others::contains)
                .toList();
    }

    /** One line for people. */
    @Override
    public String toString() {
        String what = fact.isEmpty() ? object : object + ": " + fact;
        return switch (problem) {
            case MISSING -> what + " is missing";
            case EXTRA ->
                what + " is not of this schema"
                        + found.filter(value -> !value.isEmpty())
                                .map(value -> ": " + value)
                                .orElse("");
            case CHANGED -> what + " is '" + found.orElseThrow() + "', not '" + expected.orElseThrow() + "'";
            case REORDERED ->
                what + " has the order " + found.orElseThrow() + "; it should be " + expected.orElseThrow();
        };
    }
}
