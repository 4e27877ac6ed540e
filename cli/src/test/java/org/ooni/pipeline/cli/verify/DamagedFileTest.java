package org.ooni.pipeline.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.raw.Bucket;

/** Each class of damage to files, at many seeded places: all are found, and named with the file. */
class DamagedFileTest {
    private static final long SEED = Long.getLong("seed", 20_261_120) & ~1;
    private static final int PLACES = 24;

    @TempDir
    static Path root;

    private static SoundBucket bucket;
    private static SoundBucket other;

    private final Random random = new Random(SEED);

    @BeforeAll
    static void soundBuckets() throws IOException {
        bucket = SoundBucket.make(root.resolve("one"), Bucket.parse("2017-01-01"), SEED);
        other = SoundBucket.make(root.resolve("other"), Bucket.parse("2017-01-01"), SEED + 2);
    }

    /** Something that is done to a file, or tried on a copy of its bytes. */
    @FunctionalInterface
    private interface Change {
        byte[] of(byte[] bytes, int place);
    }

    private void findsEach(Path file, int places, Change change) throws IOException, SQLException {
        byte[] sound = Files.readAllBytes(file);
        for (int place = 0; place < places; place++) {
            byte[] changed = change.of(sound.clone(), place);
            Files.write(file, changed);
            assertNamed(file, bucket.verify(Optional.empty(), true), "seed " + SEED + ", place " + place);
        }
        Files.write(file, sound);
    }

    private static void assertNamed(Path file, List<Damage> found, String how) {
        assertThat(found)
                .as("%s, %s", file, how)
                .anySatisfy(damage -> assertThat(damage.finding().file())
                        .endsWith(file.getParent().getFileName() + "/" + file.getFileName()));
    }

    @Test
    void aFlippedByteAnywhereIsFound() throws Exception {
        for (Path file : bucket.files()) {
            // What may be overlooked of an index is its header and trailer: every byte of these, and some others.
            boolean isIndex = file.endsWith("index.json.gz");
            findsEach(file, PLACES, (bytes, place) -> {
                int at = random.nextInt(bytes.length);
                if (isIndex && place < 10) {
                    at = place;
                } else if (isIndex && place < 18) {
                    at = bytes.length - 18 + place;
                }
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                return bytes;
            });
        }
        assertThat(bucket.verify(Optional.empty(), true)).isEmpty();
    }

    @Test
    void anInvertedByteOfAnIndexHeaderIsFound() throws Exception {
        for (Path file : bucket.files()) {
            if (file.endsWith("index.json.gz")) {
                findsEach(file, 10, (bytes, place) -> {
                    bytes[place] ^= (byte) 0xff;
                    return bytes;
                });
            }
        }
    }

    @Test
    void aTruncatedOrPaddedFileIsFound() throws Exception {
        for (Path file : bucket.files()) {
            findsEach(file, PLACES / 3, (bytes, place) -> Arrays.copyOf(bytes, random.nextInt(bytes.length)));
            findsEach(file, 3, (bytes, place) -> Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(99)));
        }
    }

    @Test
    void aSwappedFileIsFoundEvenWhenItIsWholeInItself() throws Exception {
        List<Path> files = bucket.files();
        List<Path> others = other.files();
        for (Path file : files) {
            byte[] sound = Files.readAllBytes(file);
            for (int place = 0; place < 8; place++) {
                List<Path> from = place % 2 == 0 ? files : others;
                byte[] swapped = Files.readAllBytes(from.get(random.nextInt(from.size())));
                if (!Arrays.equals(swapped, sound)) {
                    Files.write(file, swapped);
                    assertThat(bucket.verify(Optional.empty(), true))
                            .as(file.toString())
                            .isNotEmpty();
                    Files.write(file, sound);
                }
            }
        }
        assertThat(bucket.verify(Optional.empty(), true)).isEmpty();
    }

    @Test
    void aMissingFileAndAnExtraOneAreFoundWithoutReading() throws Exception {
        for (Path file : bucket.files()) {
            byte[] sound = Files.readAllBytes(file);
            Files.delete(file);
            assertNamed(file, bucket.verify(Optional.empty(), false), "missing");
            Files.createDirectory(file);
            assertNamed(file, bucket.verify(Optional.empty(), false), "a directory");
            Files.delete(file);
            Files.write(file, sound);
            Path extra = file.resolveSibling("extra-" + random.nextInt(99) + ".lz4");
            Files.write(extra, sound);
            assertNamed(extra, bucket.verify(Optional.empty(), false), "extra");
            Files.delete(extra);
        }
        assertThat(bucket.verify(Optional.empty(), false)).isEmpty();
    }

    @Test
    void allDamageIsFoundAtOnceAndTheRestIsReadOn() throws Exception {
        List<Path> files = bucket.files().stream()
                .filter(file -> !file.endsWith("index.json.gz"))
                .toList();
        List<byte[]> sound = new ArrayList<>();
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            sound.add(bytes.clone());
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
        }
        List<Damage> found = bucket.verify(Optional.empty(), true);
        for (int i = 0; i < files.size(); i++) {
            assertNamed(files.get(i), found, "all at once");
            Files.write(files.get(i), sound.get(i));
        }
        assertThat(found)
                .anySatisfy(damage -> assertThat(damage.line()).containsPattern("@\\d+: .*: expected .*, got "));
    }
}
