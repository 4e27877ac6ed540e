package org.ooni.pipeline.cli.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.ooni.pipeline.cli.exit.CommandException;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Gives every option of every command the value that is kept for it, where none is typed.
 *
 * <p>picocli asks after it has taken in all that was typed, and the first question has the file read. A file that is
 * bad is reported by {@link #requireSound}, so that {@code --help} works nevertheless.
 */
public final class Settings implements IDefaultValueProvider {
    /** It makes up its own data, and must never meet any other. */
    private static final String DEMO = "demo";

    private final Map<String, String> environment;
    private final Supplier<CommandSpec> makeWhole;
    private CommandSpec whole;
    private Optional<Path> named = Optional.empty();
    private Configuration configuration;
    private Exception failure;
    private final Map<String, String> typed = new TreeMap<>();

    /**
     * @param environment the variables to look at
     * @param whole makes the root of all commands, of which the one that was typed may have come alone; asked only where
     *     something is kept
     */
    public Settings(Map<String, String> environment, Supplier<CommandSpec> whole) {
        this.environment = Map.copyOf(environment);
        this.makeWhole = whole;
    }

    private CommandSpec whole() {
        if (whole == null) {
            whole = makeWhole.get();
        }
        return whole;
    }

    /** {@code --config FILE}. */
    public void useFile(Path file) {
        named = Optional.of(file);
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        return kept(argument).map(Value::text).orElse(null);
    }

    /** Where the value of an option that was not typed comes from. */
    public Optional<Value> kept(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.command() == null) {
            return Optional.empty();
        }
        CommandSpec command = option.command();
        if (command.parent() == null ? Setting.of(KnownKeys.keyOf(option)).isEmpty() : !KnownKeys.isSettable(option)) {
            return Optional.empty();
        }
        load(command);
        return value(section(command), KnownKeys.keyOf(option));
    }

    private Optional<Value> value(String section, String key) {
        if (section.equals(DEMO)) {
            return Optional.ofNullable(configuration.fromEnvironment().get(key));
        }
        return configuration.value(section, key, typed.containsKey(Setting.ROOT.key()));
    }

    private static String section(CommandSpec command) {
        List<String> names = new ArrayList<>();
        for (CommandSpec at = command; at.parent() != null; at = at.parent()) {
            names.add(0, at.name());
        }
        return String.join(".", names);
    }

    /** At the first question no option has its default yet, so what has a value was typed. */
    private void load(CommandSpec command) {
        if (configuration != null) {
            return;
        }
        addTyped(command.root(), typed);
        Optional<Path> root = Optional.ofNullable(typed.get(Setting.ROOT.key())).map(Path::of);
        try {
            configuration = Configuration.load(() -> KnownKeys.of(whole()), named, root, environment);
        } catch (IOException | CommandException e) {
            failure = e;
            configuration = Configuration.NONE;
        }
    }

    private static void addTyped(CommandSpec command, Map<String, String> typed) {
        for (OptionSpec option : command.options()) {
            if (!option.stringValues().isEmpty() && option.longestName().startsWith("--")) {
                typed.put(KnownKeys.keyOf(option), option.stringValues().get(0));
            }
        }
        command.subcommands().values().forEach(below -> addTyped(below.getCommandSpec(), typed));
    }

    /**
     * Fails where file or environment is bad.
     *
     * @param command that was typed
     */
    public void requireSound(CommandSpec command) throws IOException {
        load(command);
        if (failure instanceof IOException bad) {
            throw bad;
        }
        if (failure instanceof CommandException wrong) {
            throw wrong;
        }
    }

    /** The password that is kept for the database; not for one that was typed, which is another. */
    public Optional<String> postgresPassword(CommandSpec command) {
        load(command);
        return typed.containsKey(Setting.POSTGRES.key())
                ? Optional.empty()
                : value(section(command), Setting.POSTGRES_PASSWORD.key()).map(Value::text);
    }

    /** The file that was read. */
    public Optional<Path> file() {
        return configuration.file();
    }

    /**
     * The effective value of each shared setting, and those of sections, all fit to be shown: secrets are masked.
     *
     * @param shown the command whose typed options count
     */
    public Map<String, Value> effective(CommandSpec shown) {
        load(shown);
        Map<String, Value> values = new LinkedHashMap<>();
        for (Setting setting : Setting.values()) {
            String key = setting.key();
            values.put(key, typedOrKept(key));
        }
        configuration.fromFile().forEach((key, value) -> addOfSection(values, key, value));
        configuration.fromEnvironment().forEach((key, value) -> addOfSection(values, key, value));
        values.replaceAll(Secrets::masked);
        return values;
    }

    private static void addOfSection(Map<String, Value> values, String key, Value value) {
        if (Setting.of(key).isEmpty()) {
            values.put(key, value);
        }
    }

    private Value typedOrKept(String key) {
        if (typed.containsKey(key)) {
            return new Value(typed.get(key), Value.Source.OPTION, "--" + key);
        }
        return value("", key).orElseGet(() -> new Value(defaultOf(whole(), "--" + key), Value.Source.DEFAULT, ""));
    }

    /** That of any command that has it, as they agree; null if there is none, or it depends. */
    private static String defaultOf(CommandSpec command, String name) {
        OptionSpec option = command.findOption(name);
        if (option != null) {
            return option.defaultValue();
        }
        return command.subcommands().values().stream()
                .map(below -> defaultOf(below.getCommandSpec(), name))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
