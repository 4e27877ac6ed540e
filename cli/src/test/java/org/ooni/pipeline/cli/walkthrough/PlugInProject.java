package org.ooni.pipeline.cli.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** A plug-in's Maven project, of which this does without Maven and a network what {@code mvn package} does. */
public record PlugInProject(Path directory) {
    private static final Pattern IDENTITY =
            Pattern.compile("<artifactId>([^<]+)</artifactId>\\s*<version>([^<]+)</version>");

    /** @param libraries that the plug-in finds where it is installed */
    public void makeJar(String libraries) throws IOException, ReflectiveOperationException {
        Path classes = compile("main", libraries);
        copy(directory.resolve("src/main/resources"), classes);
        String all = classes + System.getProperty("path.separator") + System.getProperty("java.class.path");
        Path tests = compile("test", all);
        Path jar = jar(classes);
        URL[] both = {jar.toUri().toURL(), tests.toUri().toURL()};
        try (URLClassLoader plugIn = new URLClassLoader(both, getClass().getClassLoader())) {
            runTests(plugIn, tests);
        }
    }

    private Path compile(String part, String libraries) throws IOException {
        Path classes = directory.resolve("target/" + part);
        Files.createDirectories(classes);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options = List.of("--release", "17", "-cp", libraries, "-d", classes.toString());
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            messages,
                            files,
                            null,
                            options,
                            null,
                            files.getJavaFileObjectsFromPaths(files(directory.resolve("src/" + part + "/java"))))
                    .call();
            assertThat(compiled).as(messages.toString()).isTrue();
        }
        return classes;
    }

    private Path jar(Path classes) throws IOException {
        Matcher identity = IDENTITY.matcher(Files.readString(directory.resolve("pom.xml")));
        assertThat(identity.find()).isTrue();
        Path jar = directory.resolve("target/" + identity.group(1) + "-" + identity.group(2) + ".jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> paths = Files.walk(classes)) {
            for (Path path : paths.filter(path -> !path.equals(classes)).toList()) {
                boolean folder = Files.isDirectory(path);
                entries.putNextEntry(new JarEntry(classes.relativize(path) + (folder ? "/" : "")));
                if (!folder) {
                    Files.copy(path, entries);
                }
            }
        }
        return jar;
    }

    private static void runTests(ClassLoader plugIn, Path tests) throws IOException, ReflectiveOperationException {
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
        for (Path file : files(tests)) {
            String name = tests.relativize(file).toString().replace('/', '.').replaceFirst("\\.class$", "");
            request.selectors(selectClass(plugIn.loadClass(name)));
        }
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request.build(), listener);
        TestExecutionSummary summary = listener.getSummary();
        assertThat(summary.getFailures())
                .as("failures of the plug-in's tests")
                .extracting(failure -> failure.getTestIdentifier().getDisplayName() + ": " + failure.getException())
                .isEmpty();
        assertThat(summary.getTestsSucceededCount()).as("laws that were tested").isGreaterThan(15);
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(Files::isRegularFile).toList();
        }
    }

    /** A tree without what a build has left in it. */
    public static void copy(Path from, Path to) throws IOException {
        Path built = from.resolve("target");
        for (Path file : files(from)) {
            if (!file.startsWith(built)) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
