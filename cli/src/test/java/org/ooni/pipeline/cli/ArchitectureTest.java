package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the dependency rule of docs/architecture.md. */
class ArchitectureTest {
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|(?m)^\\s*//.*$");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([a-z.]+);");
    private static final Pattern USE = Pattern.compile("\\borg\\.ooni\\.pipeline\\.([a-z]+)\\b");

    /**
     * What each package (with those below it) may use. Only cli may use a verb, and only cli is not listed. Only the
     * benchmark, which is no part of the installation, may use cli.
     */
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("io", Set.of()),
            Map.entry("raw", Set.of("io")),
            Map.entry("can", Set.of("io", "raw")),
            Map.entry("canning", Set.of("io", "raw", "can")),
            Map.entry("report", Set.of("io")),
            Map.entry("autoclaved", Set.of("io", "raw", "can", "report")),
            Map.entry("autoclaving", Set.of("io", "raw", "can", "report", "autoclaved")),
            Map.entry("metadb", Set.of("io", "raw", "can", "report", "autoclaved")),
            Map.entry("feeder", Set.of("io", "raw", "can", "report", "autoclaved", "metadb")),
            Map.entry("centrifugation", Set.of("io", "raw", "can", "report", "autoclaved", "metadb", "feeder")),
            Map.entry("migrations", Set.of()),
            // Makes up reports as a probe would; it shares no code with those who read them.
            Map.entry("sample", Set.of()),
            // Runs the stages as processes, so it needs no verb.
            Map.entry("benchmark", Set.of("io", "raw", "report", "metadb", "feeder", "migrations", "sample", "cli")));

    /** One source file: its module, its package and what it uses of ours. */
    private record Source(Path file, String module, String packageName, Set<String> uses) {
        static Source of(Path root, Path file) throws IOException {
            return of(root.relativize(file), Files.readString(file));
        }

        static Source of(Path file, String text) {
            String code = COMMENT.matcher(text).replaceAll("");
            Matcher declaration = PACKAGE.matcher(code);
            assertThat(declaration.find()).as("%s declares a package", file).isTrue();
            Set<String> uses = new TreeSet<>();
            Matcher use = USE.matcher(declaration.replaceFirst(""));
            while (use.find()) {
                uses.add(use.group(1));
            }
            return new Source(file, file.getName(0).toString(), declaration.group(1), uses);
        }

        String part() {
            return packageName.replaceFirst("^org\\.ooni\\.pipeline\\.", "").replaceFirst("\\..*", "");
        }

        List<String> violations() {
            if (part().equals("cli")) {
                return List.of();
            }
            if (!ALLOWED.containsKey(part())) {
                return List.of(file + ": the package " + packageName + " has no place in the rule");
            }
            return uses.stream()
                    .filter(used -> !used.equals(part()) && !ALLOWED.get(part()).contains(used))
                    .map(used -> file + ": " + part() + " must not use " + used)
                    .toList();
        }
    }

    @Test
    void packagesUseOnlyWhatLiesUpstream() throws IOException {
        assertThat(sources().stream().flatMap(source -> source.violations().stream()))
                .isEmpty();
    }

    @Test
    void noPackageIsSplitAcrossModules() throws IOException {
        Map<String, Set<String>> modules = new TreeMap<>();
        for (Source source : sources()) {
            modules.computeIfAbsent(source.packageName(), name -> new TreeSet<>())
                    .add(source.module());
        }
        assertThat(modules)
                .hasSizeGreaterThan(3)
                .allSatisfy((name, homes) -> assertThat(homes).as(name).hasSize(1));
    }

    @Test
    void theRuleCatchesWhatItForbids() {
        assertThat(source("raw", "import org.ooni.pipeline.can.Can;").violations())
                .containsExactly("m/A.java: raw must not use can");
        assertThat(source("metadb", "var a = new org.ooni.pipeline.autoclaving.Autoclaving();")
                        .violations())
                .containsExactly("m/A.java: metadb must not use autoclaving");
        assertThat(source("report.yaml", "import org.ooni.pipeline.raw.Bucket;").violations())
                .containsExactly("m/A.java: report must not use raw");
        assertThat(source("benchmark", "import org.ooni.pipeline.canning.Canning;")
                        .violations())
                .containsExactly("m/A.java: benchmark must not use canning");
        assertThat(source("feeder", "import org.ooni.pipeline.cli.Main;").violations())
                .containsExactly("m/A.java: feeder must not use cli");
        assertThat(source("util", "").violations()).hasSize(1);
        assertThat(source("can", "import org.ooni.pipeline.raw.Bucket;").violations())
                .isEmpty();
        assertThat(source("io", "/** {@link org.ooni.pipeline.can.Can} */").violations())
                .isEmpty();
    }

    private static Source source(String packageName, String text) {
        return Source.of(Path.of("m/A.java"), "package org.ooni.pipeline." + packageName + ";\n" + text);
    }

    private static List<Source> sources() throws IOException {
        Path root = Path.of("..").toRealPath();
        List<Source> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(root)) {
            for (Path module : modules.map(dir -> dir.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(module)) {
                    for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                            .toList()) {
                        sources.add(Source.of(root, file));
                    }
                }
            }
        }
        return sources;
    }
}
