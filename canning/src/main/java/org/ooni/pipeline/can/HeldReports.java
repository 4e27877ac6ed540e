package org.ooni.pipeline.can;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ooni.pipeline.io.CannotWriteException;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.io.DirectoryLock;
import org.ooni.pipeline.io.JsonLines;
import org.ooni.pipeline.io.WholeFile;
import org.ooni.pipeline.raw.Bucket;

/**
 * The reports of a bucket that are canned and held back from the archive: {@code <canned
 * root>/.pipeline/<bucket>.held.jsonl}, a line about all of them and a line for each (docs/formats.md, "Held reports").
 * Immutable. Whoever writes it holds the lock of the bucket's cans or of its archive.
 *
 * @param rules digest of the rules that were applied; empty of no rules
 * @param settled whether the archive is as these rules say; otherwise a run was about to make it so, and each of the
 *     reports is held by the new rules or was by older ones
 * @param reports by textname
 */
public record HeldReports(String rules, boolean settled, SortedMap<String, Held> reports) {
    /** No rules, and so nothing is held: that of a bucket without a file. */
    public static final HeldReports NONE = new HeldReports("", true, Collections.emptySortedMap());

    private static final String SUFFIX = ".held.jsonl";

    /**
     * That a report is held.
     *
     * @param filename {@code <bucket>/<file>} of its can
     * @param rule the id of the rule that holds it
     * @param since when a run first held it
     */
    public record Held(String textname, String filename, String rule, String reason, Instant since) {}

    /**
     * What the first line tells.
     *
     * @param held the number of reports
     */
    public record Head(String rules, boolean settled, long held) {}

    public HeldReports {
        reports = Collections.unmodifiableSortedMap(new TreeMap<>(reports));
    }

    /** @throws CorruptFileException if the file is damaged; without it, the bucket is judged again */
    public static HeldReports read(Path cannedRoot, Bucket bucket) throws IOException {
        Path file = file(cannedRoot, bucket);
        try (JsonLines.Reader lines = JsonLines.read(Files.newInputStream(file), file.toString())) {
            Head head = head(lines.next(), file);
            SortedMap<String, Held> reports = new TreeMap<>();
            for (JsonNode line = lines.next(); line != null; line = lines.next()) {
                Held held = held(line, file);
                reports.put(held.textname(), held);
            }
            if (reports.size() != head.held()) {
                throw new CorruptFileException(
                        file.toString(), "held: expected " + head.held() + " reports, got " + reports.size());
            }
            return new HeldReports(head.rules(), head.settled(), reports);
        } catch (NoSuchFileException e) {
            return NONE;
        }
    }

    /** The first line alone; that of {@link #NONE} if there is no file. */
    public static Head head(Path cannedRoot, Bucket bucket) throws IOException {
        Path file = file(cannedRoot, bucket);
        try (JsonLines.Reader lines = JsonLines.read(Files.newInputStream(file), file.toString())) {
            return head(lines.next(), file);
        } catch (NoSuchFileException e) {
            return NONE.head();
        }
    }

    /** The buckets that have a file. */
    public static SortedSet<Bucket> buckets(Path cannedRoot) throws IOException {
        SortedSet<Bucket> buckets = new TreeSet<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(DirectoryLock.state(cannedRoot), "????-??-??" + SUFFIX)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                buckets.add(Bucket.parse(name.substring(0, name.length() - SUFFIX.length())));
            }
        } catch (NoSuchFileException e) {
            return buckets;
        } catch (IllegalArgumentException e) {
            throw new CorruptFileException(DirectoryLock.state(cannedRoot).toString(), e.getMessage());
        }
        return buckets;
    }

    private Head head() {
        return new Head(rules, settled, reports.size());
    }

    private static Head head(JsonNode line, Path file) throws CorruptFileException {
        if (line == null
                || !line.path("rules").isTextual()
                || !line.path("settled").isBoolean()
                || !line.path("held").canConvertToExactIntegral()) {
            throw new CorruptFileException(file.toString(), "the first line is not that of held reports");
        }
        return new Head(
                line.get("rules").textValue(),
                line.get("settled").booleanValue(),
                line.get("held").longValue());
    }

    private static Held held(JsonNode line, Path file) throws CorruptFileException {
        for (String key : new String[] {"textname", "filename", "rule", "reason"}) {
            if (!line.path(key).isTextual()) {
                throw new CorruptFileException(file.toString(), "a line without " + key);
            }
        }
        try {
            return new Held(
                    line.get("textname").textValue(),
                    line.get("filename").textValue(),
                    line.get("rule").textValue(),
                    line.get("reason").textValue(),
                    Instant.parse(line.path("since").asText()));
        } catch (DateTimeParseException e) {
            throw new CorruptFileException(file.toString(), "no time in since: " + line.path("since"));
        }
    }

    /** Puts this in the place of what was recorded, durably; nothing is written if it is that. */
    public void write(Path cannedRoot, Bucket bucket) throws IOException {
        Path file = file(cannedRoot, bucket);
        try {
            if (equals(NONE)) {
                Files.deleteIfExists(file);
            } else if (!equals(read(cannedRoot, bucket))) {
                WholeFile.write(file, text());
            }
        } catch (CorruptFileException e) {
            throw e;
        } catch (IOException e) {
            throw new CannotWriteException(file, e);
        }
    }

    private byte[] text() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (JsonLines.Writer lines = JsonLines.write(text)) {
            lines.line(json -> {
                json.writeNumberField("held", reports.size());
                json.writeStringField("rules", rules);
                json.writeBooleanField("settled", settled);
            });
            for (Held held : reports.values()) {
                lines.line(json -> {
                    json.writeStringField("filename", held.filename());
                    json.writeStringField("reason", held.reason());
                    json.writeStringField("rule", held.rule());
                    json.writeStringField("since", held.since().toString());
                    json.writeStringField("textname", held.textname());
                });
            }
        }
        return text.toByteArray();
    }

    /**
     * What is recorded while an archive that {@code before} tells of is made to be as this tells: neither what is
     * published of these reports, nor what is not, is then settled.
     */
    public HeldReports onTheWayFrom(HeldReports before) {
        SortedMap<String, Held> both = new TreeMap<>(before.reports());
        both.putAll(reports);
        return new HeldReports(rules, false, both);
    }

    /** The same without the reports of these names. */
    public HeldReports without(Collection<String> textnames) {
        SortedMap<String, Held> others = new TreeMap<>(reports);
        others.keySet().removeAll(textnames);
        return new HeldReports(rules, settled, others);
    }

    public boolean contains(String textname) {
        return reports.containsKey(textname);
    }

    /** Where it is recorded. */
    public static Path file(Path cannedRoot, Bucket bucket) {
        return DirectoryLock.state(cannedRoot).resolve(bucket + SUFFIX);
    }
}
