package org.ooni.pipeline.cli.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ooni.pipeline.cli.exit.CommandException;

class PasswordFileTest {
    @TempDir
    private Path home;

    @Test
    void theVariableNamesAnotherFile() {
        assertThat(PasswordFile.of(Map.of(), home).file()).isEqualTo(home.resolve(".pgpass"));
        assertThat(PasswordFile.of(Map.of("PGPASSFILE", "/x/y"), home).file()).isEqualTo(Path.of("/x/y"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw-rw----", "rw----r--", "rw-----w-", "rwxr-xr-x"})
    void aFileThatOthersReachIsRefused(String mode) throws IOException {
        write(mode);

        assertThatThrownBy(() -> PasswordFile.of(Map.of(), home).check())
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("chmod 600 " + home.resolve(".pgpass"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--------"})
    void aFileOfOnesOwnIsFine(String mode) throws IOException {
        write(mode);

        assertThatCode(() -> PasswordFile.of(Map.of(), home).check()).doesNotThrowAnyException();
    }

    @Test
    void noFileIsFine() {
        assertThatCode(() -> PasswordFile.of(Map.of(), home).check()).doesNotThrowAnyException();
    }

    private void write(String mode) throws IOException {
        Path file = Files.writeString(home.resolve(".pgpass"), "*:*:*:*:secret\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
