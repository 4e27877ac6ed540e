package org.ooni.pipeline.autoclaving.scrub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ooni.pipeline.report.BadBlobException;

/**
 * A JSON pointer (RFC 6901) with one thing more: a step {@code *} is every member of an object and every element of an
 * array. Where it points to nothing, nothing happens.
 *
 * @param steps decoded; none is the whole measurement
 */
record Pointer(List<String> steps) {
    private static final String ANY = "*";
    private static final int INDEX_DIGITS = 9;

    /** What becomes of a value: itself, another, or null for none; an element named by its index becomes JSON's null. */
    @FunctionalInterface
    interface Edit {
        JsonNode of(JsonNode value) throws BadBlobException;
    }

    /** @throws IllegalArgumentException saying what is wrong with the text */
    static Pointer parse(String text) {
        if (text.isEmpty()) {
            return new Pointer(List.of());
        }
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("a pointer begins with a slash");
        }
        if (text.replace("~0", "").replace("~1", "").contains("~")) {
            throw new IllegalArgumentException("~ is followed by 0 (for ~) or 1 (for /)");
        }
        return new Pointer(Arrays.stream(text.substring(1).split("/", -1))
                .map(step -> step.replace("~1", "/").replace("~0", "~"))
                .toList());
    }

    boolean isWhole() {
        return steps.isEmpty();
    }

    /**
     * Changes the values pointed to and tells whether any was exchanged or removed. Of a whole measurement, its
     * outermost values.
     */
    boolean edit(ObjectNode datum, Edit edit) throws BadBlobException {
        return edit(datum, isWhole() ? List.of(ANY) : steps, edit);
    }

    private static boolean edit(JsonNode node, List<String> steps, Edit edit) throws BadBlobException {
        if (node instanceof ObjectNode object) {
            return object(object, steps, edit);
        }
        return node instanceof ArrayNode array && array(array, steps, edit);
    }

    private static boolean object(ObjectNode object, List<String> steps, Edit edit) throws BadBlobException {
        String step = steps.get(0);
        List<String> keys = new ArrayList<>();
        if (step.equals(ANY)) {
            object.fieldNames().forEachRemaining(keys::add);
        } else if (object.has(step)) {
            keys.add(step);
        }
        boolean changed = false;
        for (String key : keys) {
            JsonNode value = object.get(key);
            if (steps.size() > 1) {
                changed |= edit(value, steps.subList(1, steps.size()), edit);
                continue;
            }
            JsonNode edited = edit.of(value);
            changed |= edited != value;
            if (edited == null) {
                object.remove(key);
            } else if (edited != value) {
                object.set(key, edited);
            }
        }
        return changed;
    }

    private static boolean array(ArrayNode array, List<String> steps, Edit edit) throws BadBlobException {
        boolean all = steps.get(0).equals(ANY);
        int first = all ? 0 : index(steps.get(0));
        boolean changed = false;
        // Backwards, for what is removed moves what follows: all may go, but of one alone the place is left, lest the
        // rule find another there the next time.
        for (int i = all ? array.size() - 1 : first; i >= first && i >= 0 && i < array.size(); i--) {
            JsonNode value = array.get(i);
            if (steps.size() > 1) {
                changed |= edit(value, steps.subList(1, steps.size()), edit);
                continue;
            }
            JsonNode edited = edit.of(value);
            if (edited == null && !all) {
                edited = value.isNull() ? value : array.nullNode();
            }
            changed |= edited != value;
            if (edited == null) {
                array.remove(i);
            } else if (edited != value) {
                array.set(i, edited);
            }
        }
        return changed;
    }

    /** The element that a step means, or -1 when it means a member. */
    private static int index(String step) {
        boolean isIndex = step.equals("0") || step.matches("[1-9][0-9]{0," + (INDEX_DIGITS - 1) + "}");
        return isIndex ? Integer.parseInt(step) : -1;
    }
}
