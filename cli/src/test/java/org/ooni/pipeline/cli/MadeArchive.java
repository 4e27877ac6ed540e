package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.ooni.pipeline.autoclaved.AutoclavedIndex;
import org.ooni.pipeline.autoclaved.IndexLine;
import org.ooni.pipeline.autoclaved.IndexLine.FileEnd;
import org.ooni.pipeline.io.Gzip;
import org.ooni.pipeline.io.JsonLines;
import org.ooni.pipeline.io.Sha1;
import org.ooni.pipeline.sample.PageBytes;
import org.ooni.pipeline.sample.SampleDay;
import org.ooni.pipeline.sample.Shape;
import org.ooni.pipeline.sample.Shape.Portion;
import org.ooni.pipeline.sample.TestKind;

/** Small autoclaved archives, made by the first two stages of made-up reports: the same reports give the same files. */
final class MadeArchive {
    private static final PageBytes PAGES = new PageBytes(500, 4_000);
    private static final long SEED = 20_261_120;

    private MadeArchive() {}

    /** An archive of {@code days} in {@code directory}, with the reports whose names {@code wanted} holds for. */
    static Path make(Path directory, Predicate<String> wanted, String... days) throws IOException {
        Path raw = directory.resolve("reports-raw");
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("bridge_db.json"), "{}");
        for (String day : days) {
            Path reports = new SampleDay(SEED, LocalDate.parse(day), shape())
                    .writeTo(raw)
                    .directory();
            for (Path report : list(reports)) {
                if (!wanted.test(report.getFileName().toString())) {
                    Files.delete(report);
                }
            }
            for (String stage : List.of("canning", "autoclaving")) {
                CommandRun run = CommandRun.of(stage, "--root", directory, "--bucket", day);
                assertThat(run.code()).as(run.err()).isZero();
            }
        }
        return directory.resolve("autoclaved");
    }

    private static Shape shape() {
        return new Shape(
                List.of(
                        new Portion(TestKind.WEB_CONNECTIVITY, 4, 4, PAGES, 0),
                        new Portion(TestKind.HTTP_REQUESTS, 2, 3, PAGES, 0),
                        new Portion(TestKind.TCP_CONNECT, 2, 4, PAGES, 0),
                        new Portion(TestKind.VANILLA_TOR, 2, 1, PAGES, 0)),
                false);
    }

    /** In the order of their names. */
    static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    /** A copy of {@code archive} in {@code copy} whose index has another SHA-1 for {@code file}, with its bucket. */
    static Path withWrongSha1(Path archive, Path copy, String file) throws IOException {
        Path bucket = archive.resolve(file).getParent();
        Path target = Files.createDirectories(copy.resolve(bucket.getFileName()));
        for (Path each : list(bucket)) {
            Files.write(target.resolve(each.getFileName()), Files.readAllBytes(each));
        }
        Path index = Path.of("index.json.gz");
        try (AutoclavedIndex lines = AutoclavedIndex.open(bucket.resolve(index));
                JsonLines.Writer out = JsonLines.write(Gzip.compress(Files.newOutputStream(target.resolve(index))))) {
            String filename = null;
            for (IndexLine line = lines.next(); line != null; line = lines.next()) {
                if (line instanceof IndexLine.FileStart start) {
                    filename = start.filename();
                }
                boolean wrong = line instanceof FileEnd && file.equals(filename);
                (wrong ? withWrongSha1((FileEnd) line) : line).writeTo(out);
            }
        }
        return copy;
    }

    private static FileEnd withWrongSha1(FileEnd end) {
        return new FileEnd(end.fileSize(), Sha1.of(new byte[20]), end.fileCrc32());
    }
}
