package org.ooni.pipeline.feeder;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.ooni.pipeline.metadb.CodeVer;

/** The ordered list of all Feeders: the built-in ones as their services file has them, then plug-ins by name. */
public final class Feeders {
    private Feeders() {}

    /**
     * Every Feeder that {@code loader} sees. Two for one table, or one that claims to be newer than this program, are
     * refused with an {@link IllegalStateException}.
     */
    public static List<Feeder> load(ClassLoader loader) {
        List<Feeder> found = new ArrayList<>();
        ServiceLoader.load(Feeder.class, loader).forEach(found::add);
        return ordered(found);
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
