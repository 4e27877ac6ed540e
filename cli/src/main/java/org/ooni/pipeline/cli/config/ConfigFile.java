package org.ooni.pipeline.cli.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.ooni.pipeline.io.BadInputException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads {@code pipeline.yaml}: a mapping of keys to plain values, and of commands to such mappings. A value is taken as
 * it is written: {@code no} is text, and so is a date.
 */
final class ConfigFile {
    private static final int LARGEST = 1 << 16;
    private static final int DEPTH = 8;
    private static final Set<PosixFilePermission> READ_BY_OTHERS =
            EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
    private static final Set<Tag> PLAIN = Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.TIMESTAMP);

    private final Path file;
    private final KnownKeys known;
    private final Map<String, Value> values = new TreeMap<>();

    private ConfigFile(Path file, KnownKeys known) {
        this.file = file;
        this.known = known;
    }

    /**
     * Returns key to value, with sections as {@code tick.jobs}.
     *
     * @throws BadInputException naming file and line, and never a value
     */
    static Map<String, Value> read(Path file, KnownKeys known) throws IOException {
        ConfigFile reading = new ConfigFile(file, known);
        reading.requireOwn();
        Node document = reading.compose();
        if (document instanceof MappingNode mapping) {
            reading.add("", mapping);
        } else if (document != null && !document.getTag().equals(Tag.NULL)) {
            throw reading.bad(document, "not a mapping of keys to values");
        }
        return reading.values;
    }

    private Node compose() throws IOException {
        LoaderOptions limits = new LoaderOptions();
        limits.setAllowDuplicateKeys(false);
        limits.setCodePointLimit(LARGEST);
        limits.setMaxAliasesForCollections(0);
        limits.setNestingDepthLimit(DEPTH);
        try {
            // Nodes only: nothing is constructed, and each knows its line.
            return new Yaml(new SafeConstructor(limits)).compose(new StringReader(text()));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            throw new BadInputException(file + ": line " + line + ": " + e.getProblem());
        } catch (YAMLException e) {
            throw new BadInputException(file + ": not YAML of at most " + LARGEST + " bytes and " + DEPTH + " levels");
        }
    }

    private String text() throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LARGEST + 1);
        }
        if (bytes.length > LARGEST) {
            throw new BadInputException(file + ": larger than " + LARGEST + " bytes");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadInputException(file + ": not UTF-8", e);
        }
    }

    private void add(String section, MappingNode mapping) throws IOException {
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode name)) {
                throw bad(entry.getKeyNode(), "a key is a word");
            }
            String key = section + name.getValue();
            if (entry.getValueNode() instanceof MappingNode below && known.hasSection(key)) {
                add(key + ".", below);
            } else {
                put(key, name, entry.getValueNode());
            }
        }
    }

    private void put(String key, ScalarNode name, Node given) throws IOException {
        if (!known.hasKey(key)) {
            throw bad(
                    name,
                    known.hasSection(key)
                            ? "'" + key + "' is a section: its keys come below it, indented"
                            : "unknown key '" + key + "'" + known.suggestion(key));
        }
        if (!(given instanceof ScalarNode scalar) || !PLAIN.contains(scalar.getTag())) {
            throw bad(name, "'" + key + "' needs one plain value");
        }
        if (isSecret(key)) {
            requireUnread(name, key);
        }
        int line = name.getStartMark().getLine() + 1;
        if (values.put(key, new Value(scalar.getValue(), Value.Source.FILE, file + ":" + line)) != null) {
            throw bad(name, "'" + key + "' is there twice");
        }
    }

    private static boolean isSecret(String key) {
        return Setting.of(key).filter(Setting::isSecret).isPresent();
    }

    /** Who may change the file has commands run by whoever uses it. */
    private void requireOwn() throws IOException {
        if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new BadInputException(file + ": may be changed by every user of this machine: chmod o-w " + file);
        }
    }

    private void requireUnread(Node at, String key) throws IOException {
        if (Files.getPosixFilePermissions(file).stream().anyMatch(READ_BY_OTHERS::contains)) {
            throw bad(
                    at,
                    "'" + key + "' is in a file that others may read; make it yours alone: chmod 600 " + file
                            + " (and change the password)");
        }
    }

    private BadInputException bad(Node at, String reason) {
        return new BadInputException(file + ": line " + (at.getStartMark().getLine() + 1) + ": " + reason);
    }
}
