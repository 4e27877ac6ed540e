package org.ooni.pipeline.autoclaving.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.ooni.pipeline.report.BadBlobException;
import org.ooni.pipeline.report.JsonText;
import org.ooni.pipeline.report.JsonWriter;
import org.ooni.pipeline.report.Members;
import org.ooni.pipeline.report.PythonTruth;
import org.ooni.pipeline.report.TextBuffer;

/**
 * The quick way of {@link Measurement#normalise} for what nearly all measurements are: of a current format, with test
 * keys, and of a test that nothing else is done to. Only outermost members are looked at, and the rest is copied; the
 * bytes are those of the long way.
 */
public final class CurrentFormat {
    private static final byte[] NULL_AND_COMMA = {':', 'n', 'u', 'l', 'l', ','};

    /** Bytes that a measurement usually grows by. */
    private static final int USUALLY_ADDED = 1 << 12;

    private CurrentFormat() {}

    /**
     * Appends the published measurement to {@code out}, or appends nothing and returns false when it must go the long
     * way.
     *
     * @param needsTree whether a test, by its mapped name, must go the long way
     */
    public static boolean write(JsonText raw, Origin origin, Predicate<String> needsTree, TextBuffer out)
            throws BadBlobException {
        Map<String, Integer> last = lastMembers(raw);
        if (raw.hasNestedRepeats() || !isCurrent(raw, last) || isObject(raw, last.get("report"))) {
            return false;
        }
        JsonNode testName = value(raw, last.get("test_name"));
        if (testName != null && !testName.isTextual() && !testName.isNull()) {
            return false;
        }
        String mapped = Measurement.testName(testName);
        if (needsTree.test(mapped)) {
            return false;
        }
        Map<String, String> set = new LinkedHashMap<>();
        set.put("test_name", mapped);
        set.put("bucket_date", origin.bucket());
        if (PythonTruth.isFalse(value(raw, last.get("id")))) {
            set.put("id", origin.id());
        }
        set.put("report_filename", origin.textname());
        writeMembers(raw, last, set, out);
        return true;
    }

    private static void writeMembers(JsonText raw, Map<String, Integer> last, Map<String, String> set, TextBuffer out) {
        Members members = raw.members();
        out.reserve(raw.length() + USUALLY_ADDED);
        out.append('{');
        // In the order of the first of equal keys, with the value of the last: as a tree would keep them.
        for (Map.Entry<String, Integer> member : last.entrySet()) {
            int at = member.getValue();
            out.append(raw.bytes(), members.keyFrom(at), members.keyTo(at));
            out.append(':');
            String value = set.remove(member.getKey());
            if (value == null) {
                out.append(raw.bytes(), members.valueFrom(at), members.valueTo(at));
            } else {
                JsonWriter.write(value, out);
            }
            out.append(',');
        }
        for (Map.Entry<String, String> added : set.entrySet()) {
            JsonWriter.write(added.getKey(), out);
            out.append(':');
            JsonWriter.write(added.getValue(), out);
            out.append(',');
        }
        for (String key : SchemaKeys.ALL) {
            if (!last.containsKey(key) && !set.containsKey(key)) {
                JsonWriter.write(key, out);
                out.append(NULL_AND_COMMA, 0, NULL_AND_COMMA.length);
            }
        }
        out.replaceLast('}');
    }

    private static Map<String, Integer> lastMembers(JsonText raw) {
        Members members = raw.members();
        Map<String, Integer> last = new LinkedHashMap<>(2 * members.size());
        for (int i = 0; i < members.size(); i++) {
            last.put(members.key(i), i);
        }
        return last;
    }

    private static boolean isCurrent(JsonText raw, Map<String, Integer> last) throws BadBlobException {
        JsonNode version = value(raw, last.get("data_format_version"));
        Integer testKeys = last.get("test_keys");
        return version != null
                && version.isTextual()
                && FormatVersion.isCurrent(version.textValue())
                && testKeys != null
                && first(raw, testKeys) != 'n';
    }

    private static boolean isObject(JsonText raw, Integer member) {
        return member != null && first(raw, member) == '{';
    }

    private static char first(JsonText raw, int member) {
        return (char) raw.bytes()[raw.members().valueFrom(member)];
    }

    private static JsonNode value(JsonText raw, Integer member) throws BadBlobException {
        return member == null ? null : raw.value(member);
    }
}
