package org.ooni.pipeline.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A replacement of two files, stopped at each of its steps and taken up by who opens the directory next. */
class ReplacementTest {
    private static final String DAY = "2016-09-28";
    private static final List<String> FILES = List.of("a.lz4", PublishedDirectory.INDEX);

    @TempDir
    Path root;

    private Path day;
    private Path journal;

    @BeforeEach
    void aCompleteDirectory() throws IOException {
        day = Files.createDirectories(root.resolve(DAY));
        journal = Files.createDirectories(root.resolve(".pipeline")).resolve(DAY + ".journal");
        for (String file : FILES) {
            Files.writeString(day.resolve(file), "old " + file);
        }
    }

    @Test
    void filesAreReplacedTogetherAndNothingIsLeftOfIt() throws IOException {
        replace();
        assertReplaced();
    }

    @Test
    void theJournalSaysWhatBecomesOfWhat() throws IOException {
        try (Publication publication = Publication.of(day.resolve("a.lz4"))) {
            Replacement replacement = Replacement.in(root, DAY);
            replacement.add(publication, write(publication, "new a.lz4"));
            // The rename fails, so the journal stays.
            Files.delete(day.resolve("a.lz4"));
            Files.createDirectories(day.resolve("a.lz4/in the way"));
            assertThatThrownBy(replacement::commit).isInstanceOf(CannotWriteException.class);
        }
        assertThat(Files.readString(journal))
                .matches("\\{\"from\": \"\\.tmp-[0-9a-f]+\", \"new_sha1\": \"" + quoted("new a.lz4")
                        + "\", \"old_sha1\": \"" + quoted("old a.lz4") + "\", \"to\": \"a.lz4\"}\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aJournalIsCompletedAfterAnyNumberOfItsRenames(int renamed) throws IOException {
        stopAfter(renamed);
        PublishedDirectory.open(root, DAY).close();
        assertReplaced();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void whoReadsTheDirectoryCompletesAJournalFirst(int renamed) throws IOException {
        stopAfter(renamed);
        DirectoryLock reading = PublishedDirectory.read(root, DAY);
        try {
            assertReplaced();
            PublishedDirectory.read(root, DAY).close();
            assertThatThrownBy(() -> PublishedDirectory.open(root, DAY)).isInstanceOf(BusyException.class);
        } finally {
            reading.close();
        }
    }

    @Test
    void whoCannotCompleteAJournalDoesNotReadWhatIsHalfReplaced() throws IOException {
        stopAfter(1);
        // Whatever the reason is: to the superuser every directory is writable.
        Files.delete(day.resolve(PublishedDirectory.INDEX));
        Files.createDirectories(day.resolve(PublishedDirectory.INDEX).resolve("in the way"));
        assertThatThrownBy(() -> PublishedDirectory.read(root, DAY))
                .isInstanceOf(BusyException.class)
                .hasMessageContaining(day.toString())
                .hasMessageContaining("interrupted while it replaced files");
        assertThat(journal).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"from\": \".tmp-0\", \"new_", "{\"from\": \".tmp-0\"}\n"})
    void aJournalThatWasBeingWrittenIsNone(String torn) throws IOException {
        Files.writeString(day.resolve(".tmp-0"), "new a.lz4");
        Files.writeString(journal.resolveSibling(DAY + ".journal.new"), torn);
        PublishedDirectory.open(root, DAY).close();
        assertThat(day.resolve("a.lz4")).hasContent("old a.lz4");
        assertThat(day.resolve(".tmp-0")).doesNotExist();
        replace();
        assertReplaced();
    }

    @Test
    void aFileOfTheSameBytesStaysWhereItIs() throws IOException {
        replace();
        Object key = Files.readAttributes(day.resolve("a.lz4"), BasicFileAttributes.class)
                .fileKey();
        replace();
        assertReplaced();
        assertThat(Files.readAttributes(day.resolve("a.lz4"), BasicFileAttributes.class)
                        .fileKey())
                .isEqualTo(key);
    }

    @Test
    void aFileGoesTogetherWithTheChangeOfTheOthers() throws IOException {
        try (PublishedDirectory directory = PublishedDirectory.open(root, DAY)) {
            directory.beginChange(Set.of());
            try (Publication index = directory.create(PublishedDirectory.INDEX)) {
                directory.replace(
                        List.of(directory.finish(index, write(index, "new " + PublishedDirectory.INDEX))),
                        Set.of("a.lz4"));
            }
        }
        assertGone();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRemovalThatWasStoppedIsCompleted(boolean removed) throws IOException {
        Files.writeString(day.resolve(".tmp-0"), "new " + PublishedDirectory.INDEX);
        Files.writeString(
                journal,
                String.format(
                        "{\"from\": \".tmp-0\", \"new_sha1\": \"%s\", \"old_sha1\": \"\", \"to\": \"%s\"}%n"
                                + "{\"from\": \"\", \"new_sha1\": \"\", \"old_sha1\": \"\", \"to\": \"a.lz4\"}%n",
                        sha1("new " + PublishedDirectory.INDEX), PublishedDirectory.INDEX));
        if (removed) {
            Files.delete(day.resolve("a.lz4"));
        }
        PublishedDirectory.open(root, DAY).close();
        assertGone();
    }

    private void assertGone() {
        assertThat(day).isDirectoryNotContaining("glob:**/a.lz4").isDirectoryNotContaining("glob:**/.tmp-*");
        assertThat(day.resolve(PublishedDirectory.INDEX)).hasContent("new " + PublishedDirectory.INDEX);
        assertThat(journal).doesNotExist();
    }

    @Test
    void aJournalWhoseNewFileIsGoneIsNamed() throws IOException {
        stopAfter(0);
        Files.delete(day.resolve(".tmp-1"));
        assertThatThrownBy(() -> PublishedDirectory.open(root, DAY))
                .isInstanceOf(CorruptFileException.class)
                .hasMessage(day.resolve(PublishedDirectory.INDEX) + " @0: the journal " + journal
                        + " names a new version of it that is gone");
    }

    @Test
    void aJournalOfADirectoryThatIsGoneIsNamed() throws IOException {
        stopAfter(0);
        for (String file : List.of("a.lz4", PublishedDirectory.INDEX, ".tmp-0", ".tmp-1")) {
            Files.delete(day.resolve(file));
        }
        Files.delete(day);
        assertThatThrownBy(() -> PublishedDirectory.open(root, DAY)).isInstanceOf(CorruptFileException.class);
    }

    /** Leaves on disk what a run that is killed after {@code renamed} renames leaves. */
    private void stopAfter(int renamed) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < FILES.size(); i++) {
            String file = FILES.get(i);
            Path made = i < renamed ? day.resolve(file) : day.resolve(".tmp-" + i);
            Files.writeString(made, "new " + file);
            text.append(String.format(
                    "{\"from\": \".tmp-%d\", \"new_sha1\": \"%s\", \"old_sha1\": \"%s\", \"to\": \"%s\"}%n",
                    i, sha1("new " + file), sha1("old " + file), file));
        }
        Files.writeString(journal, text);
    }

    private void replace() throws IOException {
        try (PublishedDirectory directory = PublishedDirectory.open(root, DAY)) {
            directory.beginChange(Set.of());
            List<PublishedDirectory.Finished> made = new ArrayList<>();
            for (String file : FILES) {
                Publication publication = directory.create(file);
                made.add(new PublishedDirectory.Finished(publication, write(publication, "new " + file)));
            }
            directory.replace(made);
        }
    }

    private void assertReplaced() throws IOException {
        for (String file : FILES) {
            assertThat(day.resolve(file)).hasContent("new " + file);
        }
        assertThat(day).isDirectoryNotContaining("glob:**/.tmp-*");
        assertThat(journal.getParent()).isDirectoryNotContaining("glob:**/*.journal*");
    }

    private static FileDigest write(Publication publication, String text) throws IOException {
        DigestingOutputStream out = new DigestingOutputStream(publication.out());
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        return out.finish();
    }

    private static String sha1(String text) {
        return Sha1.of(Digester.newSha1().digest(text.getBytes(StandardCharsets.US_ASCII)))
                .base64();
    }

    private static String quoted(String text) {
        return Pattern.quote(sha1(text));
    }
}
