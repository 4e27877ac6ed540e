package org.ooni.pipeline.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicationTest {
    @TempDir
    Path directory;

    private Path target;

    @BeforeEach
    void nameTheTarget() {
        target = directory.resolve("a.lz4");
    }

    @Test
    void nothingIsVisibleUntilItIsPublishedReadOnly() throws IOException {
        try (Publication publication = Publication.of(target)) {
            publication.out().write("text".getBytes());
            assertThat(names()).singleElement().asString().startsWith(Publication.TEMPORARY_PREFIX);
            publication.publish(4);
        }
        assertThat(names()).containsExactly("a.lz4");
        assertThat(target).hasContent("text");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo("r--r--r--");
    }

    @Test
    void whatAnEncoderClosedCanStillBePublished() throws IOException {
        try (Publication publication = Publication.of(target)) {
            publication.out().close();
            publication.publish(0);
        }
        assertThat(target).isEmptyFile();
    }

    @Test
    void whatWasNotPublishedLeavesNothing() throws IOException {
        try (Publication publication = Publication.of(target)) {
            publication.out().write(1);
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void aPublishedNameIsNeverOverwritten() throws IOException {
        Files.writeString(target, "first");
        try (Publication publication = Publication.of(target)) {
            assertThatThrownBy(() -> publication.publish(0))
                    .isInstanceOf(CannotWriteException.class)
                    .hasMessage("cannot write " + target + ": a file of that name is already there");
        }
        assertThat(target).hasContent("first");
        assertThat(names()).containsExactly("a.lz4");
    }

    @Test
    void aFileOfAnotherSizeThanItsWriterBelievesIsNotPublished() throws IOException {
        try (Publication publication = Publication.of(target)) {
            publication.out().write(new byte[3]);
            assertThatThrownBy(() -> publication.publish(4))
                    .isInstanceOf(CorruptFileException.class)
                    .hasMessage(target + " @3: file size: expected 4, got 3");
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void aNameAsLongAsANameMayBeIsPublished() throws IOException {
        Path longest = directory.resolve("n".repeat(255));
        try (Publication publication = Publication.of(longest)) {
            publication.publish(0);
        }
        assertThat(longest).exists();
    }

    @Test
    void aDirectoryThatIsNotThereIsAFailureToWrite() {
        Path nowhere = directory.resolve("absent/a.lz4");
        assertThatThrownBy(() -> Publication.of(nowhere))
                .isInstanceOf(CannotWriteException.class)
                .hasMessage("cannot write " + nowhere + ": there is no such file");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(p -> p.getFileName().toString()).toList();
        }
    }
}
