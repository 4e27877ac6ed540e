package org.ooni.pipeline.cli.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * All keys that there are: the shared {@link Setting}s, and those of sections, as {@code db.rollback.to}. The section of
 * a group of commands ({@code db}) holds what any of them takes.
 */
final class KnownKeys {
    private static final String VARIABLE = "OOPIPE_";
    private static final char SECTION = '.';

    private final TreeSet<String> keys = new TreeSet<>();
    private final TreeSet<String> sections = new TreeSet<>();

    private KnownKeys() {}

    static KnownKeys of(CommandSpec root) {
        KnownKeys known = new KnownKeys();
        Stream.of(Setting.values()).forEach(setting -> known.keys.add(setting.key()));
        for (CommandLine command : root.subcommands().values()) {
            known.add(command.getCommandSpec(), List.of());
        }
        return known;
    }

    private void add(CommandSpec command, List<String> above) {
        List<String> path = new ArrayList<>(above);
        path.add(path.isEmpty() ? command.name() : path.get(path.size() - 1) + SECTION + command.name());
        sections.addAll(path);
        for (OptionSpec option : command.options()) {
            if (isSettable(option)) {
                path.forEach(section -> keys.add(section + SECTION + keyOf(option)));
            }
        }
        command.subcommands().values().forEach(below -> add(below.getCommandSpec(), path));
    }

    /**
     * An option with a value. Not a flag: what is to be done is typed, and picocli takes a flag whose default is true
     * for switching off. Not what every command inherits, and not options that go with certain others only.
     */
    static boolean isSettable(OptionSpec option) {
        return option.arity().max() > 0
                && !option.inherited()
                && option.group() == null
                && option.longestName().startsWith("--");
    }

    static String keyOf(OptionSpec option) {
        return option.longestName().substring(2);
    }

    boolean hasKey(String key) {
        return keys.contains(key);
    }

    boolean hasSection(String name) {
        return sections.contains(name);
    }

    /** Variable to key. */
    Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>();
        keys.forEach(key -> variables.put(variableOf(key), key));
        return variables;
    }

    static String variableOf(String key) {
        return VARIABLE + key.toUpperCase(Locale.ROOT).replace('-', '_').replace(SECTION, '_');
    }

    static boolean isVariable(String name) {
        return name.startsWith(VARIABLE);
    }

    /** A sentence that says what could have been meant by {@code key}, or nothing. */
    String suggestion(String key) {
        String name = key.substring(key.lastIndexOf(SECTION) + 1);
        String section = key.substring(0, key.length() - name.length());
        Collection<String> neighbours = Stream.concat(keys.stream(), sections.stream())
                .filter(known -> known.startsWith(section))
                .map(known -> known.substring(section.length()))
                .filter(known -> known.indexOf(SECTION) < 0)
                .toList();
        Optional<String> nearest = Nearest.to(name.replace('_', '-'), neighbours);
        if (nearest.isPresent()) {
            return "; did you mean '" + nearest.get() + "'?";
        }
        List<String> elsewhere = keys.stream()
                .filter(known -> known.endsWith(SECTION + name))
                .map(known -> known.substring(0, known.length() - name.length() - 1))
                .toList();
        return elsewhere.isEmpty() ? "" : "; it belongs into a section: " + String.join(", ", elsewhere) + ".";
    }
}
