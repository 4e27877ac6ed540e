package org.ooni.pipeline.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class TarXzTest {
    @TempDir
    private Path root;

    private Path target() {
        return root.resolve("target");
    }

    @Test
    void filesModesAndLinksComeOut() throws IOException {
        TarArchiveEntry program = new TarArchiveEntry("bin/program");
        program.setMode(0100755);
        TarArchiveEntry link = new TarArchiveEntry("bin/alias", TarConstants.LF_SYMLINK);
        link.setLinkName("program");

        new TarXz(target()).unpack(archive(program, link));

        assertThat(target().resolve("bin/program")).hasContent("bytes").isExecutable();
        assertThat(Files.readSymbolicLink(target().resolve("bin/alias"))).isEqualTo(Path.of("program"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../escaped", "bin/../../escaped"})
    void aNameThatLeadsOutIsRefused(String name) {
        assertThatThrownBy(() -> new TarXz(target()).unpack(archive(new TarArchiveEntry(name))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("leads out");
        assertThat(root.resolve("escaped")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../escaped", "/etc/passwd"})
    void aLinkThatLeadsOutIsRefused(String destination) {
        TarArchiveEntry link = new TarArchiveEntry("bin/alias", TarConstants.LF_SYMLINK);
        link.setLinkName(destination);

        assertThatThrownBy(() -> new TarXz(target()).unpack(archive(link))).hasMessageContaining("leads out");
        assertThat(target().resolve("bin/alias")).doesNotExist();
    }

    @Test
    void otherEntriesAreRefused() {
        TarArchiveEntry hardLink = new TarArchiveEntry("alias", TarConstants.LF_LINK);
        hardLink.setLinkName("program");

        assertThatThrownBy(() -> new TarXz(target()).unpack(archive(hardLink)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Unsupported entry");
    }

    private static InputStream archive(TarArchiveEntry... entries) throws IOException {
        byte[] content = "bytes".getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new XZOutputStream(bytes, new LZMA2Options(0)))) {
            for (TarArchiveEntry entry : entries) {
                boolean file = entry.isFile() && !entry.isLink();
                entry.setSize(file ? content.length : 0);
                tar.putArchiveEntry(entry);
                if (file) {
                    tar.write(content);
                }
                tar.closeArchiveEntry();
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
