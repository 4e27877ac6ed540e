package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.migrations.MetaDbFixture;
import org.ooni.pipeline.sample.PageBytes;
import org.ooni.pipeline.sample.SampleDay;
import org.ooni.pipeline.sample.Shape;
import org.ooni.pipeline.sample.Shape.Portion;
import org.ooni.pipeline.sample.TestKind;

/** How many measurements a report has is no matter of memory: no stage keeps something of each. */
class BigReportIT {
    private static final String DAY = "2017-01-01";
    private static final int MEASUREMENTS = 100_000;

    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    @TempDir
    Path root;

    @Test
    void eachStageHasEnoughOfLittleMemory() throws Exception {
        Portion portion = new Portion(TestKind.TCP_CONNECT, 1, MEASUREMENTS, new PageBytes(1, 1), 0);
        new SampleDay(1, LocalDate.parse(DAY), new Shape(List.of(portion), false)).writeTo(root.resolve("reports-raw"));
        Files.writeString(root.resolve("bridge_db.json"), "{}");

        run("canning");
        run("autoclaving");
        assertThat(run("centrifugation", "--postgres", metadb.jdbcUrl())).contains("\"measurements\":" + MEASUREMENTS);
        metadb.execute("UPDATE autoclaved SET code_ver = 0");
        assertThat(run("centrifugation", "--postgres", metadb.jdbcUrl())).contains("\"reprocessed\":" + MEASUREMENTS);
        metadb.execute("UPDATE autoclaved SET file_sha1 = decode(repeat('00', 20), 'hex')");
        assertThat(run("centrifugation", "--postgres", metadb.jdbcUrl())).contains("\"matched\":" + MEASUREMENTS);
    }

    private String run(String stage, String... more) throws IOException, InterruptedException {
        List<Object> command = new ArrayList<>(
                List.of(LaunchedCentrifugation.LAUNCHER, stage, "--root", root, "--bucket", DAY, "--json"));
        command.addAll(List.of(more));
        Shell.Outcome outcome =
                Shell.in(root).with("OOPIPE_JAVA_OPTS", "-Xmn24m -Xmx160m").run(command.toArray());
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return outcome.out();
    }
}
