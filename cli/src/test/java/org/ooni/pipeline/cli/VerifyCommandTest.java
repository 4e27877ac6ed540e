package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line of {@code verify}. */
class VerifyCommandTest {
    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--root ROOT|Which buckets?",
                "--bucket 2017-01-01|What is to be verified?",
                "--bucket 2017-01-01 --autoclaved-root ROOT|Which database?",
                "--bucket 2017-01-01 --root ROOT --dry-run|--dry-run goes with --repair",
                "--bucket 2017-01-01 --root ROOT --jobs 0|--jobs: 0 is not a number of threads"
            })
    void wrongUse(String options, String message) {
        CommandRun run = CommandRun.of((Object[]) ("verify " + options.replace("ROOT", root.toString())).split(" "));
        assertThat(run.err()).contains(message);
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void anArchiveAloneIsVerifiedAndABucketThatIsNotThereIsNoDamage() throws Exception {
        Path archive = MadeArchive.make(root, report -> report.contains("-vanilla_tor-"), "2017-01-01");
        CommandRun run = CommandRun.of(
                "verify",
                "--autoclaved-root",
                archive,
                "--no-database",
                "--start",
                "2017-01-01",
                "--end",
                "2017-01-03");
        assertThat(run.out()).isEqualTo("2017-01-01 verify: whole, 1 file, 0 rows\n");
        assertThat(run.err()).isEqualTo("verify: nothing of 2017-01-02\n");
        assertThat(run.code()).isZero();
        assertThat(CommandRun.of("verify", "--root", root.resolve("none"), "--bucket", "2017-01-01")
                        .code())
                .isEqualTo(65);
    }
}
