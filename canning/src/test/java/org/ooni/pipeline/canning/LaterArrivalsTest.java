package org.ooni.pipeline.canning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.io.PublishedDirectory;

/** Reports that arrive when their bucket is canned already. */
class LaterArrivalsTest {
    @TempDir
    Path temp;

    private TestBucket bucket;

    @BeforeEach
    void canABucket() throws IOException {
        bucket = first(temp.resolve("home"));
    }

    private static TestBucket first(Path home) throws IOException {
        TestBucket bucket =
                new TestBucket(home).report("ndt", 1, 100).report("ndt", 2, 100).report("dash", 3, 100);
        bucket.can();
        return bucket;
    }

    private static TestBucket second(TestBucket bucket) throws IOException {
        return bucket.report("ndt", 0, 100)
                .report("ndt", 4, 100)
                .report("dash", 5, 100)
                .report("new", 6, 0);
    }

    @Test
    void theyGoIntoFurtherCansAndTheirRowsBehindTheOldOnes() throws IOException {
        Map<String, String> before = bucket.state();
        String rows = bucket.index();
        CanningResult result = second(bucket).can();
        assertThat(result.state()).isEqualTo(CanningResult.State.EXTENDED);
        assertThat(result.reports()).isEqualTo(4);
        assertThat(result.present()).isEqualTo(2);
        assertThat(result.cans()).isEqualTo(3);

        Map<String, String> after = bucket.state();
        Set<String> added = new TreeSet<>(after.keySet());
        added.removeAll(before.keySet());
        assertThat(added).containsExactly(asIs("dash", 5), asIs("new", 6), "ndt.1.tar.lz4");
        before.remove(PublishedDirectory.INDEX);
        assertThat(after).containsAllEntriesOf(before);
        assertThat(bucket.index()).startsWith(rows);
        assertThat(filenames().subList(2, 5)).containsExactly(asIs("dash", 5), asIs("new", 6), "ndt.1.tar.lz4");
        assertThat(after.get("")).isEqualTo("r-xr-xr-x");
        assertThat(after.get(PublishedDirectory.INDEX)).startsWith("r--r--r-- ");
    }

    @Test
    void theyAreNumberedOnBeyondNine() throws IOException {
        for (int n = 10; n < 30; n += 2) {
            bucket.report("ndt", n, 100).report("ndt", n + 1, 100).can();
        }
        assertThat(filenames()).endsWith("ndt.7.tar.lz4", "ndt.8.tar.lz4", "ndt.9.tar.lz4", "ndt.10.tar.lz4");
    }

    @Test
    void debrisOfAnAdditionThatWasKilledBeforeItsIndexIsWrittenAnew() throws IOException {
        Map<String, String> whole = second(first(temp.resolve("whole"))).stateWhenCanned();
        second(bucket);
        leave("ndt.1.tar.lz4", asIs("new", 6), ".tmp-77");
        assertThat(bucket.stateWhenCanned()).isEqualTo(whole);
    }

    @Test
    void debrisIsKnownEvenWhenMoreReportsArrivedAndItsCansAreSlicedOtherwise() throws IOException {
        Map<String, String> whole = more(second(first(temp.resolve("whole")))).stateWhenCanned();
        second(bucket);
        // What the killed run wrote: a tar of two, and a lonely report that is in a tar now.
        leave("ndt.1.tar.lz4", asIs("dash", 5), asIs("new", 6));
        assertThat(more(bucket).stateWhenCanned()).isEqualTo(whole);
    }

    /** Makes the padding wider: the killed run's ndt.1 is ndt.01 now. */
    private static TestBucket more(TestBucket bucket) throws IOException {
        bucket.report("dash", 7, 100);
        for (int n = 10; n < 30; n++) {
            bucket.report("ndt", n, 32_000);
        }
        return bucket;
    }

    private void leave(String... debris) throws IOException {
        Files.setPosixFilePermissions(bucket.canned(), PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String file : debris) {
            Files.writeString(bucket.canned(file), "debris");
        }
    }

    private List<String> filenames() throws IOException {
        return bucket.index()
                .lines()
                .map(row -> row.replaceAll(".*\"filename\": \"2016-09-28/([^\"]+)\".*", "$1"))
                .toList();
    }

    private static String asIs(String test, int n) {
        return TestBucket.name(test, n).file() + ".lz4";
    }
}
