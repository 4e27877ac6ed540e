package org.ooni.pipeline.autoclaving.scrub;

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
import java.util.Set;
import java.util.regex.Pattern;
import org.ooni.pipeline.io.BadInputException;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads the rules of {@code scrubbing.yaml}. */
final class RulesFile {
    private static final int LARGEST = 1 << 20;
    private static final int DEPTH = 20;

    private RulesFile() {}

    static List<Rule> read(Path file) throws IOException {
        Section document = Section.of(file.toString(), load(file), "rules");
        if (!(document.value("rules") instanceof List<?> given)) {
            throw new BadInputException(file + ": rules: not a list");
        }
        List<Rule> rules = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Object value : given) {
            Rule rule = RuleReader.rule(file.toString(), rules.size() + 1, value);
            if (!ids.add(rule.id())) {
                throw new BadInputException(file + ": rule " + rule.id() + ": there are two of this id");
            }
            rules.add(rule);
        }
        return List.copyOf(rules);
    }

    private static Object load(Path file) throws IOException {
        try {
            return yaml().load(text(file));
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

    private static Yaml yaml() {
        LoaderOptions limits = new LoaderOptions();
        limits.setAllowDuplicateKeys(false);
        limits.setCodePointLimit(LARGEST);
        limits.setMaxAliasesForCollections(0);
        limits.setNestingDepthLimit(DEPTH);
        DumperOptions unused = new DumperOptions();
        return new Yaml(new SafeConstructor(limits), new Representer(unused), unused, limits, new PlainResolver());
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
