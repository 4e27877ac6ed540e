package org.ooni.pipeline.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedDirectoryTest {
    private static final String DAY = "2016-09-28";

    @TempDir
    Path root;

    @Test
    void isCompleteAndReadOnlyOnceItHasAnIndex() throws IOException {
        try (PublishedDirectory directory = open()) {
            assertThat(directory.isComplete()).isFalse();
            directory.beginChange(Set.of());
            publish(directory, "a.lz4", "text");
            assertThat(directory.isComplete()).isFalse();
            publishIndex(directory, "index");
            assertThat(directory.isComplete()).isTrue();
            assertThat(directory.files()).containsExactly("a.lz4");
        }
        assertThat(mode(day())).isEqualTo("r-xr-xr-x");
    }

    @Test
    void anIncompleteDirectoryStaysWritable() throws IOException {
        try (PublishedDirectory directory = open()) {
            directory.beginChange(Set.of());
            publish(directory, "a.lz4", "text");
        }
        assertThat(mode(day())).isEqualTo("rwxr-xr-x");
    }

    @Test
    void aCompleteOneStaysWritableUntilTheIndexNamesAllOfItsFiles() throws IOException {
        complete();
        try (PublishedDirectory directory = open()) {
            directory.beginChange(Set.of());
            publish(directory, "b.lz4", "more");
        }
        assertThat(mode(day())).isEqualTo("rwxr-xr-x");
        try (PublishedDirectory directory = open()) {
            directory.beginChange(Set.of("b.lz4"));
            publish(directory, "b.lz4", "more");
            publishIndex(directory, "index of both");
        }
        assertThat(mode(day())).isEqualTo("r-xr-xr-x");
    }

    @Test
    void temporaryFilesAreDebrisAndGoBeforeAnythingElse() throws IOException {
        complete();
        writable();
        Files.writeString(day().resolve(".tmp-5"), "half");
        try (PublishedDirectory directory = open()) {
            assertThat(day()).isDirectoryNotContaining("glob:**/.tmp-*");
            assertThat(directory.files()).containsExactly("a.lz4");
        }
        assertThat(mode(day())).isEqualTo("r-xr-xr-x");
    }

    @Test
    void namedDebrisGoesWhenAChangeBegins() throws IOException {
        complete();
        writable();
        Files.writeString(day().resolve("b.lz4"), "debris");
        try (PublishedDirectory directory = open()) {
            directory.beginChange(Set.of("b.lz4"));
            assertThat(directory.files()).containsExactly("a.lz4");
        }
    }

    @Test
    void filesOfADirectoryThatLostItsIndexAreNoDebris() throws IOException {
        complete();
        writable();
        Files.delete(day().resolve(PublishedDirectory.INDEX));
        Files.setPosixFilePermissions(day(), PosixFilePermissions.fromString("r-xr-xr-x"));
        try (PublishedDirectory directory = open()) {
            assertThatThrownBy(() -> directory.beginChange(Set.of("a.lz4")))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("has lost its index.json.gz");
            assertThat(directory.files()).containsExactly("a.lz4");
        }
    }

    @Test
    void anIndexIsReplacedInOneStep() throws IOException {
        complete();
        try (PublishedDirectory directory = open()) {
            directory.beginChange(Set.of());
            publishIndex(directory, "a longer index");
        }
        assertThat(index()).hasContent("a longer index");
        assertThat(mode(index())).isEqualTo("r--r--r--");
        assertThat(day()).isDirectoryNotContaining("glob:**/.tmp-*");
        assertThat(root.resolve(".pipeline")).isDirectoryNotContaining("glob:**/*.journal*");
    }

    @Test
    void whatWasLeftWritableIsSealed() throws IOException {
        complete();
        writable();
        Files.setPosixFilePermissions(index(), PosixFilePermissions.fromString("rw-rw-r--"));
        open().close();
        assertThat(mode(day())).isEqualTo("r-xr-xr-x");
        assertThat(mode(index())).isEqualTo("r--r--r--");
    }

    @Test
    void aPrivateArchiveStaysPrivate() throws IOException {
        complete();
        Files.setPosixFilePermissions(day(), PosixFilePermissions.fromString("r-xr-x---"));
        try (PublishedDirectory directory = open()) {
            directory.beginChange(Set.of());
            publishIndex(directory, "a longer index");
            assertThat(mode(day())).isEqualTo("rwxr-x---");
        }
        assertThat(mode(day())).isEqualTo("r-xr-x---");
    }

    @Test
    void aFileInThePlaceOfTheDirectoryIsNamed() throws IOException {
        Files.writeString(day(), "");
        assertThatThrownBy(this::open)
                .isInstanceOf(BadInputException.class)
                .hasMessage("cannot read directory " + day() + ": it is not a directory");
    }

    @Test
    void aFailedOpeningLetsTheLockGo() throws IOException {
        Files.writeString(day(), "");
        assertThatThrownBy(this::open).isInstanceOf(BadInputException.class);
        Files.delete(day());
        open().close();
    }

    private void complete() throws IOException {
        try (PublishedDirectory directory = open()) {
            directory.beginChange(Set.of());
            publish(directory, "a.lz4", "text");
            publishIndex(directory, "index");
        }
    }

    private void writable() throws IOException {
        Files.setPosixFilePermissions(day(), PosixFilePermissions.fromString("rwxrwxr-x"));
    }

    private PublishedDirectory open() throws IOException {
        return PublishedDirectory.open(root, DAY);
    }

    private Path day() {
        return root.resolve(DAY);
    }

    private Path index() {
        return day().resolve(PublishedDirectory.INDEX);
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void publish(PublishedDirectory directory, String file, String text) throws IOException {
        try (Publication publication = directory.create(file)) {
            write(publication, text);
            publication.publish(text.length());
        }
    }

    private static void publishIndex(PublishedDirectory directory, String text) throws IOException {
        try (Publication publication = directory.create(PublishedDirectory.INDEX)) {
            directory.publishIndex(publication, write(publication, text));
        }
    }

    private static FileDigest write(Publication publication, String text) throws IOException {
        DigestingOutputStream out = new DigestingOutputStream(publication.out());
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        return out.finish();
    }
}
