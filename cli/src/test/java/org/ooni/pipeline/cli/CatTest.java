package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.autoclaved.FrameIndex;
import org.ooni.pipeline.autoclaved.IndexLine.ReportStart;
import org.ooni.pipeline.autoclaved.IndexedFrame;
import org.ooni.pipeline.cli.reading.Cat;
import org.ooni.pipeline.cli.reading.MeasurementFilter;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.raw.Bucket;
import org.ooni.pipeline.sample.PageBytes;
import org.ooni.pipeline.sample.SampleDay;
import org.ooni.pipeline.sample.Shape;
import org.ooni.pipeline.sample.Shape.Portion;
import org.ooni.pipeline.sample.TestKind;

class CatTest {
    private static final long SEED = Long.getLong("seed", 20_261_120);
    private static final JsonMapper JSON = new JsonMapper();
    private static final MeasurementFilter ALL = filter(Set.of(), Set.of(), Set.of(), null);

    @TempDir
    private static Path root;

    private static Bucket day;
    private static Path archive;

    /** Every measurement of the archive, in its order. */
    private static final List<Known> KNOWN = new ArrayList<>();

    /** What a filter may ask of a measurement, and of the first of its report. */
    private record Known(String line, String test, JsonNode datum, JsonNode first) {}

    /** A random day of reports, some of which go over several frames. */
    @BeforeAll
    static void make() throws IOException {
        day = new Bucket(LocalDate.of(2016, 1, 1).plusDays(new Random(SEED).nextInt(1_000)));
        Shape shape = new Shape(
                List.of(
                        new Portion(TestKind.WEB_CONNECTIVITY, 5, 30, new PageBytes(10_000, 60_000), 0),
                        new Portion(TestKind.HTTP_REQUESTS, 4, 3, new PageBytes(500, 4_000), 0),
                        new Portion(TestKind.TCP_CONNECT, 6, 4, new PageBytes(500, 4_000), 0),
                        new Portion(TestKind.VANILLA_TOR, 2, 1, new PageBytes(500, 4_000), 0)),
                false);
        new SampleDay(SEED, day.day(), shape).writeTo(root.resolve("reports-raw"));
        Files.writeString(root.resolve("bridge_db.json"), "{}");
        for (String stage : List.of("canning", "autoclaving")) {
            CommandRun run = CommandRun.of(stage, "--root", root, "--bucket", day);
            assertThat(run.code()).as(run.err()).isZero();
        }
        archive = root.resolve("autoclaved");
        know();
    }

    private static void know() throws IOException {
        ReportStart report = null;
        JsonNode first = null;
        try (FrameIndex frames = FrameIndex.open(day.under(archive).resolve("index.json.gz"))) {
            for (IndexedFrame frame = frames.next(); frame != null; frame = frames.next()) {
                byte[] text = frame.place().read(archive).text();
                for (IndexedFrame.Item item : frame.data()) {
                    String line = new String(text, item.offset(), item.size(), StandardCharsets.UTF_8);
                    JsonNode datum = JSON.readTree(line);
                    if (item.report() != report) {
                        report = item.report();
                        first = datum;
                    }
                    KNOWN.add(new Known(line, report.textname().split("-")[5], datum, first));
                }
            }
        }
    }

    private static MeasurementFilter filter(Set<String> tests, Set<String> ccs, Set<String> asns, String input) {
        return new MeasurementFilter(
                tests, ccs, asns, Optional.ofNullable(input).map(Pattern::compile));
    }

    private static List<String> cat(MeasurementFilter filter, long limit) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Cat(archive, filter, 2, out, limit).run(day);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** The rules of the filter, measurement by measurement. */
    private static List<String> twin(MeasurementFilter filter) {
        return KNOWN.stream()
                .filter(known -> filter.tests().isEmpty() || filter.tests().contains(known.test()))
                .filter(known -> has(filter.countries(), known.first(), "probe_cc"))
                .filter(known -> has(filter.networks(), known.first(), "probe_asn"))
                .filter(known -> filter.input()
                        .map(pattern -> !known.datum().path("input").isNull()
                                && pattern.matcher(text(known.datum().get("input")))
                                        .find())
                        .orElse(true))
                .map(Known::line)
                .toList();
    }

    private static boolean has(Set<String> wanted, JsonNode datum, String key) {
        return wanted.isEmpty() || wanted.contains(datum.path(key).asText());
    }

    private static String text(JsonNode input) {
        return input.isTextual() ? input.textValue() : input.toString();
    }

    @Test
    void withoutAFilterItGivesEveryMeasurementAsItIsStored() throws IOException {
        assertThat(KNOWN).hasSizeGreaterThan(150);
        assertThat(cat(ALL, Long.MAX_VALUE)).isEqualTo(twin(ALL));
    }

    @Test
    void anyFilterGivesWhatAPlainSearchGives() throws IOException {
        Random random = new Random(SEED);
        Set<Integer> sizes = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            MeasurementFilter filter = filter(
                    pick(random, known -> known.test()),
                    pick(random, known -> known.datum().path("probe_cc").asText()),
                    pick(random, known -> known.datum().path("probe_asn").asText()),
                    random.nextInt(3) > 0
                            ? null
                            : List.of("[a-f]\\.", "^https?://[^/]+/$", ":\\d+", "é")
                                    .get(random.nextInt(4)));
            List<String> expected = twin(filter);
            assertThat(cat(filter, Long.MAX_VALUE))
                    .as("seed %d: %s", SEED, filter)
                    .isEqualTo(expected);
            sizes.add(expected.size());
        }
        assertThat(sizes).as("filters that select this and that").hasSizeGreaterThan(5);
    }

    private static Set<String> pick(Random random, java.util.function.Function<Known, String> value) {
        return random.ints(Math.max(0, random.nextInt(5) - 2), 0, KNOWN.size())
                .mapToObj(i -> value.apply(KNOWN.get(i)))
                .collect(Collectors.toSet());
    }

    @Test
    void aLimitGivesTheFirst() throws IOException {
        for (int limit : new int[] {1, 2, 17, KNOWN.size() - 1, KNOWN.size(), KNOWN.size() + 1}) {
            assertThat(cat(ALL, limit)).isEqualTo(twin(ALL).subList(0, Math.min(limit, KNOWN.size())));
        }
    }

    @Test
    void filesThatCannotMatchAreNotRead() throws IOException {
        MeasurementFilter tor = filter(Set.of("vanilla_tor"), Set.of(), Set.of(), null);
        List<String> expected = cat(tor, Long.MAX_VALUE);
        for (Path file : MadeArchive.list(day.under(archive))) {
            if (file.toString().endsWith(".lz4") && !file.toString().contains("vanilla_tor")) {
                Files.move(file, root.resolve(file.getFileName()));
            }
        }
        try {
            assertThat(cat(tor, Long.MAX_VALUE)).isEqualTo(expected).hasSize(2);
        } finally {
            for (Path file : MadeArchive.list(root)) {
                if (file.toString().endsWith(".lz4")) {
                    Files.move(file, day.under(archive).resolve(file.getFileName()));
                }
            }
        }
    }

    @Test
    void damageIsNamedAfterWhatWasBeforeIt() throws IOException {
        Path file = day.under(archive).resolve("web_connectivity.0.tar.lz4");
        byte[] sound = Files.readAllBytes(file);
        byte[] damaged = sound.clone();
        damaged[sound.length - 200] ^= 1;
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.write(file, damaged);
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThatThrownBy(() -> new Cat(
                                    archive, filter(Set.of("web_connectivity"), Set.of(), Set.of(), "."), 2, out, 1_000)
                            .run(day))
                    .isInstanceOf(CorruptFileException.class)
                    .hasMessageContaining("web_connectivity.0.tar.lz4 @");
            assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSizeGreaterThan(50);
        } finally {
            Files.write(file, sound);
        }
    }

    @Test
    void whatTheOutputRefusesIsNotTheArchivesFault() {
        IOException full = new IOException("full");
        OutputStream out = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw full;
            }
        };
        assertThatThrownBy(() -> new Cat(archive, ALL, 2, out, 1_000).run(day)).isSameAs(full);
    }
}
