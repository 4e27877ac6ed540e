package org.ooni.pipeline.migrations;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The SQL of one version, forth and back, run without Flyway: each in one transaction. */
record Scripts(int version, String name) {
    private static final Pattern MIGRATION = Pattern.compile("V([0-9]{2})__([a-z0-9_]+)\\.sql");

    /** In order; versions without a gap. */
    static List<Scripts> all() throws IOException {
        return names("migration").map(Scripts::parse).toList();
    }

    static Scripts of(int version) throws IOException {
        return all().get(version - 1);
    }

    /** File names in db/migration or db/rollback, sorted. */
    static Stream<String> names(String folder) throws IOException {
        try (Stream<Path> files = Files.list(folder(folder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }

    /** The versions 1 to last. */
    static void applyUpTo(int last, MetaDbFixture metadb) throws SQLException, IOException {
        for (Scripts scripts : all().subList(0, last)) {
            scripts.apply(metadb);
        }
    }

    void apply(MetaDbFixture metadb) throws SQLException, IOException {
        metadb.execute(read("migration", "V"));
    }

    void rollBack(MetaDbFixture metadb) throws SQLException, IOException {
        metadb.execute(read("rollback", ""));
    }

    /** As in the names of its files. */
    @Override
    public String toString() {
        return String.format("%02d__%s", version, name);
    }

    private String read(String folder, String prefix) throws IOException {
        return Files.readString(folder(folder).resolve(prefix + this + ".sql"));
    }

    private static Scripts parse(String fileName) {
        Matcher matcher = MIGRATION.matcher(fileName);
        if (!matcher.matches()) {
            throw new IllegalStateException("not a migration's name: " + fileName);
        }
        return new Scripts(Integer.parseInt(matcher.group(1)), matcher.group(2));
    }

    private static Path folder(String name) {
        try {
            return Path.of(Migrations.class.getResource("/db/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
