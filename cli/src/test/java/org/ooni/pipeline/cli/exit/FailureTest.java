package org.ooni.pipeline.cli.exit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class FailureTest {
    @Test
    void aDatabaseWithoutRoomCannotBeWritten() {
        assertThat(Failure.of(new SQLException("could not extend file", "53100")))
                .isEqualTo(new Failure(ExitCode.CANNOT_WRITE, "could not extend file"));
        assertThat(Failure.of(new SQLException("sorry, too many clients already", "53300"))
                        .code())
                .isEqualTo(ExitCode.FAILED);
    }
}
