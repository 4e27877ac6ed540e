package org.ooni.pipeline.cli.fingerprint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ooni.pipeline.metadb.Fingerprint;
import org.ooni.pipeline.metadb.FingerprintTable;

/** What became of each line of a list. */
public final class ImportReport {
    private final List<Entry> entries;

    private ImportReport(List<Entry> entries) {
        this.entries = entries;
    }

    /** The numbers under which a line's fingerprints are known now, and were before. */
    private record Entry(CommunityLine line, List<Integer> added, List<Integer> known) {}

    /** Adds what is new. */
    public static ImportReport of(List<CommunityLine> lines, FingerprintTable table) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        for (CommunityLine line : lines) {
            Entry entry = new Entry(line, new ArrayList<>(), new ArrayList<>());
            for (Fingerprint fingerprint : line.fingerprints()) {
                OptionalInt known = table.numberOf(fingerprint);
                if (known.isPresent()) {
                    entry.known().add(known.getAsInt());
                } else {
                    entry.added().add(table.add(fingerprint));
                }
            }
            entries.add(entry);
        }
        return new ImportReport(entries);
    }

    /** For people: what was left out, and sums. As JSON: an object for each line, then one with the sums. */
    public void print(boolean json, PrintWriter out) throws IOException {
        if (json) {
            json(out);
        } else {
            text(out);
        }
        out.flush();
    }

    private void text(PrintWriter out) {
        for (Entry entry : entries) {
            entry.line()
                    .leftOut()
                    .ifPresent(leftOut -> out.println("left out: line "
                            + entry.line().number() + " " + shown(entry.line().name() + ": " + leftOut)));
        }
        out.println("added " + fingerprints(added().size()) + "; " + fingerprints(known()) + " known already");
        Map<String, Integer> reasons = reasons();
        out.println("left out "
                + lines(reasons.values().stream().mapToInt(Integer::intValue).sum()) + " of "
                + lines(entries.size()) + (reasons.isEmpty() ? "" : ":"));
        reasons.forEach((reason, count) -> out.printf("%6d  %s%n", count, reason));
    }

    private void json(PrintWriter out) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
            for (Entry entry : entries) {
                json.writeStartObject();
                json.writeNumberField("line", entry.line().number());
                json.writeStringField("name", entry.line().name());
                numbers(json, "added", entry.added());
                numbers(json, "known", entry.known());
                json.writeStringField(
                        "left_out", entry.line().leftOut().map(Object::toString).orElse(null));
                json.writeEndObject();
            }
            json.writeStartObject();
            json.writeNumberField("lines", entries.size());
            json.writeNumberField("fingerprints_added", added().size());
            json.writeNumberField("fingerprints_known", known());
            json.writeObjectFieldStart("lines_left_out");
            for (Map.Entry<String, Integer> reason : reasons().entrySet()) {
                json.writeNumberField(reason.getKey(), reason.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        out.println();
    }

    private static void numbers(JsonGenerator json, String name, List<Integer> numbers) throws IOException {
        json.writeArrayFieldStart(name);
        for (int number : numbers) {
            json.writeNumber(number);
        }
        json.writeEndArray();
    }

    /** The numbers of all fingerprints that are new. */
    public SortedSet<Integer> added() {
        SortedSet<Integer> numbers = new TreeSet<>();
        entries.forEach(entry -> numbers.addAll(entry.added()));
        return numbers;
    }

    private int known() {
        return entries.stream().mapToInt(entry -> entry.known().size()).sum();
    }

    private Map<String, Integer> reasons() {
        Map<String, Integer> reasons = new TreeMap<>();
        for (Entry entry : entries) {
            entry.line().leftOut().ifPresent(leftOut -> reasons.merge(leftOut.reason(), 1, Integer::sum));
        }
        return reasons;
    }

    /** The list comes from others: what would move the cursor is not sent to the terminal. */
    private static String shown(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }

    private static String fingerprints(int count) {
        return count + (count == 1 ? " fingerprint" : " fingerprints");
    }

    private static String lines(int count) {
        return count + (count == 1 ? " line" : " lines");
    }
}
