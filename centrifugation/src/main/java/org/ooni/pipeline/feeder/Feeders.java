package org.ooni.pipeline.feeder;

import java.net.URL;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.ooni.pipeline.metadb.CodeVer;
import org.ooni.pipeline.metadb.MetaDb;
import org.ooni.pipeline.metadb.SchemaVersionException;

/** The ordered list of all Feeders: the built-in ones as their services file has them, then plug-ins by name. */
public final class Feeders {
    private Feeders() {}

    /**
     * Every Feeder that {@code loader} sees. One that cannot be made, one that is there twice, two for one table, or one
     * that claims to be newer than this program, are refused with an {@link IllegalStateException}.
     */
    public static List<Feeder> load(ClassLoader loader) {
        List<Feeder> found = new ArrayList<>();
        try {
            ServiceLoader.load(Feeder.class, loader).forEach(found::add);
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new IllegalStateException("a plug-in cannot be loaded: " + e.getMessage(), e);
        }
        found.forEach(Feeders::requireOneJar);
        return ordered(found);
    }

    /** Of two versions of a plug-in, which one the class path gives is a matter of luck. */
    private static void requireOneJar(Feeder feeder) {
        Class<?> type = feeder.getClass();
        List<String> places = type.getClassLoader()
                .resources(type.getName().replace('.', '/') + ".class")
                .map(URL::toString)
                .distinct()
                .toList();
        if (places.size() > 1) {
            throw new IllegalStateException(name(feeder) + " is there more than once: " + String.join(", ", places));
        }
    }

    static List<Feeder> ordered(List<Feeder> found) {
        List<Feeder> feeders = new ArrayList<>();
        found.stream().filter(Feeders::isBuiltIn).forEach(feeders::add);
        found.stream()
                .filter(feeder -> !isBuiltIn(feeder))
                .sorted(Comparator.comparing(feeder -> feeder.getClass().getName()))
                .forEach(feeders::add);
        Map<String, Feeder> byTable = new HashMap<>();
        for (Feeder feeder : feeders) {
            requireKnownVersion(feeder);
            Feeder other = byTable.put(feeder.dataTable(), feeder);
            if (other != null) {
                throw new IllegalStateException("two Feeders for the table " + feeder.dataTable() + ": " + name(other)
                        + " and " + name(feeder));
            }
        }
        return List.copyOf(feeders);
    }

    /**
     * Demands that the schema of the program and those of all plug-ins are what they were written for.
     *
     * @throws SchemaVersionException that names what to run
     */
    public static void requireSchemas(Connection connection, List<Feeder> feeders) throws SQLException {
        MetaDb.requireSchema(connection);
        for (Feeder feeder : feeders) {
            if (!isBuiltIn(feeder)) {
                MetaDb.requirePlugInSchema(connection, feeder.dataTable(), feeder.schemaVersion());
            }
        }
    }

    private static void requireKnownVersion(Feeder feeder) {
        if (isBuiltIn(feeder) && feeder.minCodeVer() > CodeVer.CURRENT) {
            throw new IllegalStateException(name(feeder) + " asks for rows of code version " + feeder.minCodeVer()
                    + ", this program writes " + CodeVer.CURRENT);
        }
    }

    /** Whether {@code feeder} is of this tree, and goes by its code version. */
    public static boolean isBuiltIn(Feeder feeder) {
        return feeder.getClass().getPackageName().equals(Feeder.class.getPackageName());
    }

    private static String name(Feeder feeder) {
        return feeder.getClass().getName();
    }
}
