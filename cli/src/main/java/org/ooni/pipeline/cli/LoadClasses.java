package org.ooni.pipeline.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.ooni.pipeline.raw.Bucket;
import org.ooni.pipeline.sample.SampleBridgeDb;
import org.ooni.pipeline.sample.SampleDay;
import org.ooni.pipeline.sample.Shape;

/**
 * Has Java load what commands load, so that it can write down which classes those are: docs/performance.md,
 * "Class-data sharing". The launcher runs it once; it is no command itself.
 */
public final class LoadClasses {
    private static final Bucket DAY = new Bucket(LocalDate.of(2017, 11, 23));
    private static final long SEED = 1;

    /** What a database is needed for is not run but only loaded. */
    private static final List<String> UNTRIED = List.of("org/ooni/pipeline/", "org/postgresql/");

    private LoadClasses() {}

    /** Argument: the directory to make up a day in; it is left there. */
    public static void main(String[] args) throws IOException, GeneralSecurityException {
        Path root = Path.of(args[0]);
        new SampleDay(SEED, DAY.day(), Shape.small()).writeTo(root.resolve("reports-raw"));
        SampleBridgeDb.writeTo(root.resolve("bridge_db.json"));
        run("--version");
        for (String stage : List.of("canning", "autoclaving", "centrifugation --no-write", "verify")) {
            run(stage + " --bucket " + DAY + " --root", root.toString());
        }
        run("status --root", root.toString());
        // Nobody listens on this port: it goes as far as asking.
        run("db info --postgres", "host=127.0.0.1 port=1");
        SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec("as SCRAM does".toCharArray(), new byte[16], 1, 256));
        for (String place : System.getProperty("java.class.path").split(File.pathSeparator)) {
            load(place);
        }
    }

    /** Runs the command of these words, with a last one that may hold spaces; how it ends does not matter. */
    private static void run(String words, String... last) {
        String[] split = (words + (last.length == 0 ? "" : " .")).split(" ");
        System.arraycopy(last, 0, split, split.length - last.length, last.length);
        Main.commandLine(new Failures(() -> false), Map.of("OOPIPE_CONFIG", ""), PipelineCommand.calledBy(split))
                .execute(split);
    }

    private static void load(String jar) throws IOException {
        try (JarFile file = new JarFile(jar)) {
            file.stream().map(JarEntry::getName).filter(LoadClasses::isUntried).forEach(LoadClasses::loadClass);
        }
    }

    private static boolean isUntried(String entry) {
        return entry.endsWith(".class") && UNTRIED.stream().anyMatch(entry::startsWith);
    }

    private static void loadClass(String entry) {
        String name = entry.substring(0, entry.length() - ".class".length()).replace('/', '.');
        try {
            Class.forName(name, false, LoadClasses.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            // It stands on a library that is not here, and nobody will ask for it.
            System.err.println(name + ": " + e);
        }
    }
}
