package org.ooni.pipeline.autoclaving.rules;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.ooni.pipeline.io.BadInputException;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads a file of rules: what all kinds of them have in common. */
public final class RulesFile {
    private static final String ID = "[A-Za-z0-9._-]{1,64}";
    private static final int LARGEST = 1 << 20;
    private static final int DEPTH = 20;

    private RulesFile() {}

    /** Makes a rule of what the file says, or says what is wrong with it. */
    @FunctionalInterface
    public interface Maker<R> {
        R make(String id, String reason, Section rule) throws BadInputException;
    }

    /**
     * The rules in their order.
     *
     * @param keys that a rule may have beside {@code id} and {@code reason}
     * @throws BadInputException naming file, line, rule and reason, if not all of it is as it should be
     */
    public static <R> List<R> read(Path file, List<String> keys, Maker<R> maker) throws IOException {
        Lines lines = new Lines(limits());
        if (!(load(file, lines) instanceof Map<?, ?> values)) {
            throw new BadInputException(file + ": not a mapping");
        }
        Section document = new Section(file.toString(), lines, "", values).requireOnly(List.of("rules"));
        if (!(document.value("rules") instanceof List<?> given)) {
            throw document.fault("rules", "not a list; [] is the way to have none");
        }
        List<String> all = new ArrayList<>(List.of("id", "reason"));
        all.addAll(keys);
        List<R> rules = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Object value : given) {
            String number = "rule " + (rules.size() + 1);
            if (!(value instanceof Map<?, ?> members)) {
                throw document.fault("rules", number + ": not a mapping");
            }
            Section unnamed = new Section(file.toString(), lines, number, members).requireOnly(all);
            String id = unnamed.parsed("id", Forms.form(ID));
            Section rule = unnamed.named("rule " + id);
            if (!ids.add(id)) {
                throw rule.fault("there are two of this id");
            }
            rules.add(maker.make(id, rule.text("reason"), rule));
        }
        return List.copyOf(rules);
    }

    private static Object load(Path file, Lines lines) throws IOException {
        DumperOptions unused = new DumperOptions();
        Yaml yaml = new Yaml(lines, new Representer(unused), unused, limits(), new PlainResolver());
        try {
            return yaml.load(text(file));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            throw new BadInputException(file + ": line " + line + ": " + e.getProblem(), e);
        } catch (YAMLException e) {
            throw new BadInputException(file + ": " + e.getMessage(), e);
        }
    }

    private static String text(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LARGEST + 1);
        } catch (NoSuchFileException e) {
            throw new BadInputException(file + ": no such file", e);
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

    private static LoaderOptions limits() {
        LoaderOptions limits = new LoaderOptions();
        limits.setAllowDuplicateKeys(false);
        limits.setCodePointLimit(LARGEST);
        limits.setMaxAliasesForCollections(0);
        limits.setNestingDepthLimit(DEPTH);
        return limits;
    }

    /** Takes Norway's NO, version 2.10 and all dates for the text that they are. */
    private static final class PlainResolver extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.NULL, Pattern.compile("~|null|"), null);
            addImplicitResolver(Tag.BOOL, Pattern.compile("true|false"), "tf");
            addImplicitResolver(Tag.INT, Pattern.compile("-?(?:0|[1-9][0-9]*)"), "-0123456789");
        }
    }
}
