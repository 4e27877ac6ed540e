package org.ooni.pipeline.cli.mending;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Copies that no command reaches and that an operator must see to. */
public final class Elsewhere {
    private static final List<String> ALWAYS = List.of(
            "mirrors of the archive: have them fetch the bucket again, with --delete, and its index",
            "backups and snapshots of cans, archive and database that are older than this",
            "PostgreSQL keeps deleted rows until VACUUM FULL, and in its WAL, WAL archive and replicas",
            "copies that others have made: dumps, notebooks, logs of web servers");

    private Elsewhere() {}

    /** @param raw reports that still lie where they were uploaded */
    public static List<String> copies(List<Path> raw) {
        List<String> copies = new ArrayList<>();
        raw.forEach(report -> copies.add("the raw report " + report + " is still there"));
        copies.addAll(ALWAYS);
        return copies;
    }
}
