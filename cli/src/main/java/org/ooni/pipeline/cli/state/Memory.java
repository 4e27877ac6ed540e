package org.ooni.pipeline.cli.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.ooni.pipeline.io.Leftovers;

/**
 * What earlier looks found, with the stamps under which it holds, in a file that may be deleted at any time. A file that
 * cannot be read or written costs time and nothing else.
 *
 * <p>A line is the bucket, and for each part its key and its values, separated by TAB; the first line names the roots.
 */
final class Memory {
    private static final String VERSION = "pipeline state 2";
    private static final String NOTHING = "-";
    private static final int CELLS = 12;

    private final Path file;
    private final String roots;
    private final Map<String, Entry> entries = new HashMap<>();
    private boolean changed;

    /** What is known of a bucket; a key is null where nothing is. */
    private static final class Entry {
        private String rawKey;
        private String cannedKey;
        private CannedFacts canned;
        private String archiveKey;
        private ArchiveFacts archive;

        boolean isEmpty() {
            return rawKey == null && cannedKey == null && archiveKey == null;
        }
    }

    private Memory(Path file, String roots) {
        this.file = file;
        this.roots = roots;
    }

    /** @param roots what the memory is about; it holds for no others */
    static Memory load(Path file, String roots) {
        Memory memory = new Memory(file, VERSION + "\t" + roots);
        try {
            memory.parse(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException | IllegalArgumentException | ArrayIndexOutOfBoundsException unusable) {
            memory.entries.clear();
            memory.changed = true;
        }
        return memory;
    }

    private void parse(String text) {
        String[] lines = text.split("\n");
        if (!lines[0].equals(roots)) {
            throw new IllegalArgumentException("of other roots");
        }
        for (int i = 1; i < lines.length; i++) {
            String[] cells = lines[i].split("\t");
            if (cells.length != CELLS) {
                throw new IllegalArgumentException("not a line of this version");
            }
            entries.put(cells[0], entry(cells));
        }
    }

    private static Entry entry(String[] cells) {
        Entry entry = new Entry();
        entry.rawKey = key(cells[1]);
        entry.cannedKey = key(cells[2]);
        if (entry.cannedKey != null) {
            entry.canned = new CannedFacts(
                    Integer.parseInt(cells[3]), Integer.parseInt(cells[4]), Long.parseLong(cells[5]), cells[6]);
        }
        entry.archiveKey = key(cells[7]);
        if (entry.archiveKey != null) {
            entry.archive =
                    new ArchiveFacts(Integer.parseInt(cells[8]), Long.parseLong(cells[9]), cells[10], cells[11]);
        }
        return entry;
    }

    private static String key(String cell) {
        return cell.equals(NOTHING) ? null : cell;
    }

    /** Whether all raw reports were canned when the stamps were these. */
    boolean knowsAllCanned(String bucket, String key) {
        Entry entry = entries.get(bucket);
        return entry != null && key.equals(entry.rawKey);
    }

    /** Or null. */
    CannedFacts canned(String bucket, String key) {
        Entry entry = entries.get(bucket);
        return entry != null && key.equals(entry.cannedKey) ? entry.canned : null;
    }

    /** Or null. */
    ArchiveFacts archive(String bucket, String key) {
        Entry entry = entries.get(bucket);
        return entry != null && key.equals(entry.archiveKey) ? entry.archive : null;
    }

    /** @param key null to forget */
    void putAllCanned(String bucket, String key) {
        entries.computeIfAbsent(bucket, name -> new Entry()).rawKey = key;
        changed = true;
    }

    /** @param key null to forget */
    void put(String bucket, String key, CannedFacts facts) {
        Entry entry = entries.computeIfAbsent(bucket, name -> new Entry());
        entry.cannedKey = key;
        entry.canned = facts;
        changed = true;
    }

    /** @param key null to forget */
    void put(String bucket, String key, ArchiveFacts facts) {
        Entry entry = entries.computeIfAbsent(bucket, name -> new Entry());
        entry.archiveKey = key;
        entry.archive = facts;
        changed = true;
    }

    /** Writes what is new into the file's place. */
    void save() {
        if (!changed) {
            return;
        }
        StringBuilder text = new StringBuilder(roots).append('\n');
        new TreeMap<>(entries).forEach((bucket, entry) -> {
            if (!entry.isEmpty()) {
                text.append(line(bucket, entry)).append('\n');
            }
        });
        try {
            makeDirectory(file.getParent());
            Leftovers.remove(file.getParent(), ".state-*.tmp");
            Path temporary = Files.createTempFile(file.getParent(), ".state-", ".tmp");
            try {
                Files.writeString(temporary, text, StandardCharsets.UTF_8);
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException notWritable) {
            // Somebody who may only read, or has no space left, looks at it all each time.
            return;
        }
        changed = false;
    }

    /** Below a root that is there; nobody's mistyped root is made. */
    private static void makeDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(directory);
        }
    }

    private static String line(String bucket, Entry entry) {
        StringJoiner cells =
                new StringJoiner("\t").add(bucket).add(cell(entry.rawKey)).add(cell(entry.cannedKey));
        CannedFacts canned = entry.cannedKey == null ? CannedFacts.NONE : entry.canned;
        cells.add("" + canned.cans())
                .add("" + canned.reports())
                .add("" + canned.bytes())
                .add(canned.names());
        ArchiveFacts archive = entry.archiveKey == null ? ArchiveFacts.NONE : entry.archive;
        return cells.add(cell(entry.archiveKey))
                .add("" + archive.files())
                .add("" + archive.bytes())
                .add(archive.names())
                .add(archive.content())
                .toString();
    }

    private static String cell(String key) {
        return key == null ? NOTHING : key;
    }
}
