package org.ooni.pipeline.cli.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.io.BadInputException;

/**
 * What is kept in file and environment.
 *
 * @param file the one that was read
 * @param ofRoot whether that is the file of the root in use
 * @param fromFile key to value, sections as {@code tick.jobs}
 * @param fromEnvironment likewise
 */
record Configuration(
        Optional<Path> file, boolean ofRoot, Map<String, Value> fromFile, Map<String, Value> fromEnvironment) {
    static final String FILE_VARIABLE = "OOPIPE_CONFIG";
    static final String FILE_NAME = "pipeline.yaml";

    /** That names the file, and those that the launcher alone reads. */
    private static final Set<String> NO_OPTIONS = Set.of(FILE_VARIABLE, "OOPIPE_JAVA_OPTS", "OOPIPE_PLUGINS");

    private static final Path OF_MACHINE = Path.of("/etc/ooni-pipeline", FILE_NAME);

    static final Configuration NONE = new Configuration(Optional.empty(), false, Map.of(), Map.of());

    /**
     * Reads the first file that there is: that of {@code --config}, of {@code OOPIPE_CONFIG} (none at all if that is
     * set and empty), {@code pipeline.yaml} in the root, the machine's.
     *
     * @param known is asked only where something is kept
     * @param named by {@code --config}
     * @param root by {@code --root}
     */
    static Configuration load(
            Supplier<KnownKeys> known, Optional<Path> named, Optional<Path> root, Map<String, String> environment)
            throws IOException {
        Map<String, Value> variables = variables(known, environment);
        Optional<Path> itsRoot = root.or(
                () -> Optional.ofNullable(variables.get(Setting.ROOT.key())).map(value -> Path.of(value.text())));
        Optional<Path> ofRoot = itsRoot.map(dir -> dir.resolve(FILE_NAME)).filter(Files::isRegularFile);
        Optional<Path> file = named.or(() -> ofVariable(environment));
        boolean explicit = file.isPresent();
        if (!explicit && !environment.containsKey(FILE_VARIABLE)) {
            file = ofRoot.or(() -> Optional.of(OF_MACHINE).filter(Files::isRegularFile));
        }
        if (file.isEmpty()) {
            return new Configuration(file, false, Map.of(), variables);
        }
        try {
            return new Configuration(
                    file, !explicit && file.equals(ofRoot), ConfigFile.read(file.get(), known.get()), variables);
        } catch (NoSuchFileException e) {
            throw new BadInputException(file.get() + ": there is no such configuration", e);
        }
    }

    private static Optional<Path> ofVariable(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(FILE_VARIABLE))
                .filter(text -> !text.isEmpty())
                .map(Path::of);
    }

    private static Map<String, Value> variables(Supplier<KnownKeys> known, Map<String, String> environment) {
        Map<String, String> ofOptions = new TreeMap<>(environment);
        ofOptions.keySet().removeIf(name -> !KnownKeys.isVariable(name) || NO_OPTIONS.contains(name));
        if (ofOptions.isEmpty()) {
            return Map.of();
        }
        Map<String, String> keys = known.get().variables();
        Map<String, Value> values = new TreeMap<>();
        ofOptions.forEach((name, text) -> {
            String key = keys.get(name);
            if (key == null) {
                throw CommandException.usage("The variable " + name + " sets nothing"
                        + Nearest.to(name, keys.keySet())
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("."));
            }
            if (!text.isEmpty()) {
                values.put(key, new Value(text, Value.Source.ENVIRONMENT, name));
            }
        });
        return values;
    }

    /**
     * The value of {@code key} for the command {@code section} ({@code db.gc}, or empty): its own before that of its
     * group before the shared one.
     *
     * @param rootGiven whether {@code --root} was typed: what is kept about other places does not count then
     */
    Optional<Value> value(String section, String key, boolean rootGiven) {
        boolean elsewhere =
                rootGiven && Setting.of(key).filter(Setting::isPlace).isPresent();
        Optional<Value> inFile = elsewhere && !ofRoot ? Optional.empty() : find(fromFile, section, key);
        return elsewhere ? inFile : find(fromEnvironment, section, key).or(() -> inFile);
    }

    private static Optional<Value> find(Map<String, Value> values, String section, String key) {
        for (String at = section; !at.isEmpty(); at = at.substring(0, Math.max(0, at.lastIndexOf('.')))) {
            Value value = values.get(at + "." + key);
            if (value != null) {
                return Optional.of(value);
            }
        }
        return Optional.ofNullable(values.get(key));
    }
}
