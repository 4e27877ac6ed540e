package org.ooni.pipeline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.ooni.pipeline.migrations.MetaDbFixture;
import org.ooni.pipeline.sample.PageBytes;
import org.ooni.pipeline.sample.SampleDay;
import org.ooni.pipeline.sample.Shape;
import org.ooni.pipeline.sample.Shape.Portion;
import org.ooni.pipeline.sample.TestKind;

/** Small days of raw reports, of which some are there under several names, and a database. */
record RepeatedDays(Path root, MetaDbFixture metadb) {
    private static final Duration AGE = Duration.ofHours(1);

    static RepeatedDays in(Path root, MetaDbFixture metadb, String... days) throws IOException {
        Files.createDirectories(root.resolve("canned"));
        Files.writeString(root.resolve("bridge_db.json"), "{}");
        RepeatedDays made = new RepeatedDays(root, metadb);
        PageBytes pages = new PageBytes(100, 400);
        Shape shape = new Shape(
                List.of(
                        new Portion(TestKind.TCP_CONNECT, 3, 2, pages, 0),
                        new Portion(TestKind.WEB_CONNECTIVITY, 2, 2, pages, 0)),
                false);
        for (String day : days) {
            Path reports = new SampleDay(20_261_129, LocalDate.parse(day), shape)
                    .writeTo(root.resolve("reports-raw"))
                    .directory();
            for (Path report : MadeArchive.list(reports)) {
                age(report);
            }
        }
        return made;
    }

    private static void age(Path report) throws IOException {
        Files.setLastModifiedTime(report, FileTime.from(Instant.now().minus(AGE)));
    }

    private Path raw(String textname) {
        return root.resolve("reports-raw").resolve(textname);
    }

    /** A report of the day, by its place among those of the test. */
    String report(String day, String test, int place) throws IOException {
        return MadeArchive.list(root.resolve("reports-raw").resolve(day)).stream()
                .map(file -> day + "/" + file.getFileName())
                .filter(textname -> textname.contains("-" + test + "-"))
                .toList()
                .get(place);
    }

    /** Puts the same bytes into {@code day}, with {@code hour} as the hour in the name; returns the new name. */
    String repeat(String textname, String day, String hour) throws IOException {
        String name = textname.substring(textname.indexOf('/') + 1)
                .replaceFirst("^\\d{8}T\\d\\d", day.replace("-", "") + "T" + hour);
        Files.createDirectories(raw(day));
        Files.copy(raw(textname), raw(day + "/" + name));
        age(raw(day + "/" + name));
        return day + "/" + name;
    }

    void write(String textname, String text) throws IOException {
        Files.createDirectories(raw(textname).getParent());
        Files.writeString(raw(textname), text);
        age(raw(textname));
    }

    CommandRun run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--root");
        all.add(root.toString());
        return new Pipeline(metadb).run(all.toArray(String[]::new));
    }

    /** Stages of the cans and of the archive, by themselves. */
    void archive(String... days) {
        for (String day : days) {
            succeed(CommandRun.of("canning", "--root", root, "--bucket", day));
            succeed(CommandRun.of("autoclaving", "--missing", "--root", root, "--bucket", day));
        }
    }

    void ingest(String... days) {
        for (String day : days) {
            succeed(run("centrifugation", "--bucket", day));
        }
    }

    static void succeed(CommandRun run) {
        if (run.code() != 0) {
            throw new AssertionError(run.code() + ": " + run.err());
        }
    }

    /** Rows of repeated_report that no migration brought: whether used, and the name. */
    List<String> recorded() throws SQLException {
        return metadb
                .query("SELECT used::text || ' ' || textname FROM repeated_report WHERE dupgrp_no > 0"
                        + " ORDER BY dupgrp_no, NOT used, textname COLLATE \"C\"")
                .stream()
                .map(row -> row.get(0))
                .toList();
    }

    boolean has(String textname) throws SQLException {
        return !metadb.query("SELECT 1 FROM report WHERE textname = '" + textname + "'")
                .isEmpty();
    }

    /** Number of each measurement, with its report. */
    List<String> numbers() throws SQLException {
        return metadb.query("SELECT textname || ' ' || msm_no FROM measurement JOIN report USING (report_no)").stream()
                .map(row -> row.get(0))
                .sorted()
                .toList();
    }
}
