package org.ooni.pipeline.cli.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ooni.pipeline.cli.duplicates.ForgedCans.sha1;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.io.BusyException;
import org.ooni.pipeline.io.DirectoryLock;
import org.ooni.pipeline.metadb.ReportContent;
import org.ooni.pipeline.raw.Bucket;

class DuplicateSearchTest {
    private static final Bucket FIRST = Bucket.parse("2017-01-01");
    private static final Bucket SECOND = Bucket.parse("2017-01-02");

    @TempDir
    Path root;

    private Found find(Bucket... wanted) throws Exception {
        return new DuplicateSearch(root, names -> Map.of()).find(Set.of(wanted));
    }

    @Test
    void digestsThatOnlyBeginAlikeAreOthersAndNoCanIsRead() throws Exception {
        new ForgedCans(root)
                .add("2017-01-01", "a", sha1(5, 1), 9)
                .add("2017-01-02", "b", sha1(5, 2), 9)
                .add("2017-01-02", "c", sha1(5, 1), 10)
                .write();
        Found found = find(FIRST, SECOND);
        assertThat(found.reports()).isEmpty();
        assertThat(found.troubles()).as("there is no can").isEmpty();
        assertThat(found.compared()).containsOnlyKeys(FIRST, SECOND);
    }

    @Test
    void whatOnlyOthersHaveInCommonIsNotLookedFor() throws Exception {
        new ForgedCans(root)
                .add("2017-01-01", "a", sha1(5, 1), 9)
                .add("2017-01-02", "b", sha1(6, 1), 9)
                .add("2017-01-02", "c", sha1(6, 1), 9)
                .write();
        assertThat(find(FIRST).troubles()).isEmpty();
        assertThat(find(SECOND).troubles()).as("there is no can").containsOnlyKeys(SECOND);
    }

    @Test
    void reportsThatAreRecordedAreNotReadAgain() throws Exception {
        new ForgedCans(root)
                .add("2017-01-01", "a", sha1(5, 1), 9)
                .add("2017-01-02", "b", sha1(5, 1), 9)
                .write();
        ReportContent content = new ReportContent(sha1(5, 1), "00".repeat(64));
        Map<String, ReportContent> known = Map.of("2017-01-01/a", content, "2017-01-02/b", content);
        Found found = new DuplicateSearch(root, names -> known).find(Set.of(FIRST));
        assertThat(found.reports()).isEqualTo(Map.of(content, new TreeSet<>(List.of("2017-01-01/a", "2017-01-02/b"))));
        assertThat(found.troubles()).isEmpty();
    }

    @Test
    void aBucketThatIsBeingWrittenOrDamagedLeavesTheOthersAlone() throws Exception {
        new ForgedCans(root)
                .add("2017-01-01", "a", sha1(5, 1), 9)
                .add("2017-01-02", "b", sha1(5, 1), 9)
                .write();
        Path third = Files.createDirectories(root.resolve("2017-01-03"));
        Files.writeString(third.resolve("index.json.gz"), "no index");
        Files.createDirectories(root.resolve("2017-01-04"));
        Files.createDirectories(root.resolve("2017-99-99"));
        try (DirectoryLock writing = DirectoryLock.exclusive(root, SECOND.toString())) {
            assertThat(writing).isNotNull();
            Found found = find(FIRST, Bucket.parse("2017-01-04"));
            assertThat(found.compared()).containsOnlyKeys(FIRST);
            assertThat(found.troubles()).containsOnlyKeys(FIRST, SECOND, Bucket.parse("2017-01-03"));
            assertThat(found.troubles().get(SECOND)).isInstanceOf(BusyException.class);
        }
    }

    @Test
    void whatIsHalfWrittenGoesWhenItIsOld() throws Exception {
        new ForgedCans(root).add("2017-01-01", "a", sha1(5, 1), 9).write();
        find(FIRST);
        Path texts = root.resolve(".pipeline/texts");
        Path old = Files.createFile(texts.resolve(".unfinished-1"));
        Path recent = Files.createFile(texts.resolve(".unfinished-2"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(3_600)));
        find(FIRST);
        assertThat(old).doesNotExist();
        assertThat(recent).exists();
    }

    @Test
    void whereNothingIsCannedThereIsNothing() throws Exception {
        assertThat(new DuplicateSearch(root.resolve("none"), names -> Map.of())
                        .find(Set.of(FIRST))
                        .compared())
                .isEmpty();
    }
}
