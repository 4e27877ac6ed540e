package org.ooni.pipeline.cli.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ooni.pipeline.cli.duplicates.ForgedCans.sha1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.io.CannotWriteException;
import org.ooni.pipeline.io.Sha1;

class PrefixFileTest {
    private static final String DAY = "2017-01-01";
    private static final long NUMBER = 0x3a5f_91c7_2be4_8d06L;

    @TempDir
    Path root;

    private Path file() {
        return root.resolve(".pipeline/texts").resolve(DAY);
    }

    private static long[] all(PrefixFile file) throws IOException {
        return file.section(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    @Test
    void itHasEachReportOfABucketSortedAndNoEmptyOne() throws IOException {
        ForgedCans cans = new ForgedCans(root)
                .add(DAY, "b", sha1(5, 0), 9)
                .add(DAY, "a", sha1(-3, 0), 9)
                .add(DAY, "c", sha1(5, 1), 9)
                .add(DAY, "empty", sha1(4, 0), 0)
                .write();
        assertThat(all(cans.prefixes(DAY))).containsExactly(-3, 5, 5);
        assertThat(cans.prefixes(DAY).section(-2, 5)).containsExactly(5, 5);
        assertThat(cans.prefixes(DAY).section(-3, 4)).containsExactly(-3);
        assertThat(cans.prefixes(DAY).section(6, Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void itIsMadeAgainOfAnotherIndexEvenOfTheSameTimeAndSize() throws IOException {
        ForgedCans cans = new ForgedCans(root).add(DAY, "a", sha1(NUMBER, 0), 9).write();
        Path index = root.resolve(DAY).resolve("index.json.gz");
        FileTime time = FileTime.fromMillis(1_500_000_000_000L);
        Files.setLastModifiedTime(index, time);
        assertThat(all(cans.prefixes(DAY))).containsExactly(NUMBER);
        FileTime made = Files.getLastModifiedTime(file());
        assertThat(all(cans.prefixes(DAY))).containsExactly(NUMBER);
        assertThat(Files.getLastModifiedTime(file())).isEqualTo(made);

        long other = ofTheSameSize(Files.size(index));
        new ForgedCans(root).add(DAY, "a", sha1(other, 0), 9).write();
        Files.setLastModifiedTime(index, time);
        assertThat(all(cans.prefixes(DAY))).containsExactly(other);
    }

    /** What is packed has not always one size. */
    private long ofTheSameSize(long size) throws IOException {
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        for (long prefix = NUMBER + 1; prefix < NUMBER + 1000; prefix++) {
            new ForgedCans(elsewhere).add(DAY, "a", sha1(prefix, 0), 9).write();
            if (Files.size(elsewhere.resolve(DAY).resolve("index.json.gz")) == size) {
                return prefix;
            }
        }
        throw new AssertionError("no index of " + size + " bytes");
    }

    @Test
    void whatIsNotWholeIsMadeAgain() throws IOException {
        ForgedCans cans = new ForgedCans(root).add(DAY, "a", sha1(1, 0), 9).write();
        all(cans.prefixes(DAY));
        byte[] whole = Files.readAllBytes(file());
        for (int length = 0; length < whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            assertThat(all(cans.prefixes(DAY))).as("of %d bytes", length).containsExactly(1);
        }
        Files.delete(file());
        assertThat(all(cans.prefixes(DAY))).containsExactly(1);
        try (Stream<Path> files = Files.list(file().getParent())) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void itCannotBeWrittenWhereThereIsSomethingElse() throws IOException {
        ForgedCans cans = new ForgedCans(root).add(DAY, "a", sha1(1, 0), 9).write();
        Files.createDirectories(root.resolve(".pipeline"));
        Files.writeString(root.resolve(".pipeline/texts"), "in the way");
        assertThatThrownBy(() -> cans.prefixes(DAY)).isInstanceOf(CannotWriteException.class);
    }

    /** Against counting, with parts of any size; signs and bounds included. */
    @Test
    void aSearchFindsWhatIsThereTwice() throws IOException {
        for (int seed = 0; seed < 25; seed++) {
            Random random = new Random(seed);
            Path here = Files.createDirectory(root.resolve("" + seed));
            ForgedCans cans = new ForgedCans(here);
            TreeMap<Long, Integer> everywhere = new TreeMap<>();
            TreeSet<Long> wanted = new TreeSet<>();
            int days = 2 + random.nextInt(4);
            int mine = 1 + random.nextInt(days);
            for (int day = 0; day < days; day++) {
                int reports = 1 + random.nextInt(12);
                for (int i = 0; i < reports; i++) {
                    Sha1 sha1 = sha1(number(random), random.nextInt(2));
                    cans.add("2017-01-0" + (day + 1), "r" + i, sha1, 9);
                    everywhere.merge(PrefixFile.prefix(sha1), 1, Integer::sum);
                    if (day < mine) {
                        wanted.add(PrefixFile.prefix(sha1));
                    }
                }
            }
            cans.write();
            List<PrefixFile> files = new ArrayList<>();
            for (int day = 0; day < days; day++) {
                files.add(cans.prefixes("2017-01-0" + (day + 1)));
            }
            long[] expected = wanted.stream()
                    .filter(prefix -> everywhere.get(prefix) > 1)
                    .mapToLong(Long::longValue)
                    .toArray();
            for (int part : new int[] {1, 2, 5, 1000}) {
                PrefixSearch search = new PrefixSearch(files.subList(0, mine), files.subList(mine, days), part);
                assertThat(search.repeated())
                        .as("seed %d, %d at a time", seed, part)
                        .isEqualTo(expected);
            }
            for (PrefixFile file : files) {
                boolean hasOne =
                        Arrays.stream(all(file)).anyMatch(prefix -> Arrays.binarySearch(expected, prefix) >= 0);
                assertThat(PrefixSearch.hasOneOf(file, expected))
                        .as("seed %d", seed)
                        .isEqualTo(hasOne);
            }
        }
    }

    private static long number(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Long.MIN_VALUE;
            case 1 -> Long.MAX_VALUE;
            case 2 -> random.nextInt(5) - 2;
            default -> (random.nextInt(20) - 10) * (Long.MAX_VALUE / 10);
        };
    }
}
