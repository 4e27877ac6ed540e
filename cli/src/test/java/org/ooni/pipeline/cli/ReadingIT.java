package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.migrations.MetaDbFixture;

/** What researchers and housekeepers type, through the packaged launcher. */
class ReadingIT {
    private static final String DAY = "2017-01-01";
    private static final String TOR = DAY + "/vanilla_tor.0.tar.lz4";
    private static final JsonMapper JSON = new JsonMapper();

    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    @TempDir
    Path root;

    private Shell shell;

    @BeforeEach
    void make() throws IOException {
        MadeArchive.make(root.resolve("r"), name -> true, DAY);
        shell = Shell.in(root)
                .with("OOPIPE_JAVA_OPTS", "-XX:TieredStopAtLevel=1")
                .with("OOPIPE_ROOT", "r");
    }

    private Shell.Outcome pipeline(Object... arguments) throws IOException, InterruptedException {
        List<Object> command = new ArrayList<>(List.of(LaunchedCentrifugation.LAUNCHER));
        command.addAll(List.of(arguments));
        return shell.run(command.toArray());
    }

    private String succeeds(Object... arguments) throws IOException, InterruptedException {
        Shell.Outcome outcome = pipeline(arguments);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        return outcome.out();
    }

    private static void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.write(file, bytes);
    }

    @Test
    void anArchiveIsListedDescribedStreamedAndShown() throws Exception {
        assertThat(succeeds("ls")).containsPattern("files +size +bucket\n +4 +\\S+ kB +" + DAY + "\n +4 +.* total\n");
        assertThat(succeeds("ls", DAY))
                .contains("reports", "measurements")
                .containsPattern(" 2 +2 +0 .* " + TOR + "\n");
        assertThat(succeeds("ls", "--json", DAY).lines()).hasSize(4).allMatch(line -> line.contains("\"frames\":1,"));
        assertThat(succeeds("info", TOR))
                .containsPattern("(?m)^tests +2 vanilla_tor$")
                .containsPattern("ratio +\\d");
        JsonNode can = JSON.readTree(succeeds("info", "--json", "r/canned/" + TOR));
        assertThat(can.path("kind").textValue()).isEqualTo("can");
        assertThat(can.path("reports").intValue()).isEqualTo(2);
        assertThat(pipeline("info", "r/nothing").code()).isEqualTo(65);

        List<String> all = succeeds("cat", "--bucket", DAY).lines().toList();
        assertThat(all).hasSizeGreaterThan(20);
        assertThat(succeeds("cat", "--bucket", DAY, "--limit", "3").lines()).isEqualTo(all.subList(0, 3));
        Shell.Outcome none = pipeline("cat", "--start", "2017-01-01", "--end", "2017-01-04", "--probe-asn", "1");
        assertThat(none).isEqualTo(new Shell.Outcome(0, "", "not in r/autoclaved: 2017-01-02, 2017-01-03\n"));

        Shell.Outcome first = shell.run(
                "bash",
                "-c",
                "set -o pipefail; \"$0\" cat --bucket " + DAY + " | head -n 1; echo ${PIPESTATUS[0]}",
                LaunchedCentrifugation.LAUNCHER);
        assertThat(first).isEqualTo(new Shell.Outcome(0, all.get(0) + "\n0\n", ""));

        String textname = JSON.readTree(all.get(1)).path("report_filename").textValue();
        assertThat(succeeds("show", textname + ":1")).isEqualTo(all.get(1) + "\n");
        Shell.Outcome beyond = pipeline("show", textname + ":99");
        assertThat(beyond.err()).contains(textname + " has ", " measurements, from 0");
        assertThat(beyond.code()).isEqualTo(65);
    }

    @Test
    void damageOfOneBucketSparesTheOthers() throws Exception {
        String next = "2017-01-02";
        MadeArchive.make(root.resolve("r"), name -> name.contains("-vanilla_tor-"), next);
        damage(root.resolve("r/autoclaved").resolve(TOR));

        Shell.Outcome outcome = pipeline("cat", "--bucket", DAY, "--bucket", next, "--test-name", "vanilla_tor");

        assertThat(outcome.out().lines()).as("of the second day").hasSize(2);
        assertThat(outcome.err())
                .startsWith(DAY + " cat: ")
                .contains(TOR + " @")
                .doesNotContain("\tat ");
        assertThat(outcome.code()).isEqualTo(65);
    }

    @Test
    void whatTheDatabaseKnowsIsShown() throws Exception {
        LaunchedCentrifugation.into(metadb, root, root.resolve("r/autoclaved")).run(DAY);
        List<String> all = succeeds("cat", "--bucket", DAY, "--test-name", "web_connectivity")
                .lines()
                .toList();
        String url = metadb.jdbcUrl();
        List<List<String>> known = metadb.query("""
                SELECT msm_no, id, report_id, input, (SELECT count(*) FROM measurement o WHERE o.report_no = m.report_no)
                FROM measurement m JOIN report USING (report_no) JOIN input USING (input_no)
                WHERE test_name = 'web_connectivity' ORDER BY msm_no DESC LIMIT 1
                """);
        String id = known.get(0).get(1);
        String line = all.stream().filter(each -> each.contains(id)).findFirst().orElseThrow() + "\n";

        assertThat(succeeds("show", "--postgres", url, "--msm-no", known.get(0).get(0)))
                .isEqualTo(line);
        assertThat(succeeds(
                        "show",
                        "--postgres",
                        url,
                        "--report-id",
                        known.get(0).get(2),
                        "--input",
                        known.get(0).get(3)))
                .isEqualTo(line);
        Shell.Outcome several =
                pipeline("show", "--postgres", url, "--report-id", known.get(0).get(2));
        assertThat(several.err()).isEqualTo("the first of " + known.get(0).get(4) + " measurements; --input chooses\n");
        assertThat(all).contains(several.out().strip());
        Shell.Outcome unknown = pipeline("show", "--postgres", url, "--msm-no", "0");
        assertThat(unknown)
                .isEqualTo(new Shell.Outcome(65, "", "pipeline show: the database has no such measurement\n"));

        metadb.query("UPDATE measurement SET id = gen_random_uuid() RETURNING 1");
        Shell.Outcome stale =
                pipeline("show", "--postgres", url, "--msm-no", known.get(0).get(0));
        assertThat(stale.err()).contains("another measurement is there", "Has centrifugation been run");
        assertThat(stale.code()).isEqualTo(65);
    }

    @Test
    void rawReportsGoOnlyIfTheirCansAreWhole() throws Exception {
        Path raw = root.resolve("r/reports-raw").resolve(DAY);
        List<Path> reports = MadeArchive.list(raw);
        Path can = root.resolve("r/canned").resolve(TOR);
        byte[] sound = Files.readAllBytes(can);
        damage(can);
        Shell.Outcome refused = pipeline("canning", "--bucket", DAY, "--cleanup");
        assertThat(refused.err()).contains(DAY + " cleanup: ").contains(TOR);
        assertThat(refused.code()).isEqualTo(65);
        assertThat(MadeArchive.list(raw)).isEqualTo(reports);

        Files.write(can, sound);
        String out = succeeds("canning", "--bucket", DAY, "--cleanup");
        for (Path report : reports) {
            assertThat(out).contains(DAY + "/" + report.getFileName() + " deleted\n");
        }
        assertThat(out).contains(DAY + " cleanup: " + reports.size() + " raw reports (");
        assertThat(MadeArchive.list(raw)).isEmpty();
        assertThat(succeeds("canning", "--bucket", DAY, "--cleanup", "--json"))
                .contains("\"stage\":\"cleanup\",\"state\":\"unchanged\",\"deleted\":[],\"kept\":{}");
    }

    @Test
    void networksAreImportedAllOrNone() throws Exception {
        Path file = Files.writeString(root.resolve("pfx2as"), "192.0.2.0\t24\t1_2\n198.51.100.0\t24\t3,4\n");
        String url = metadb.jdbcUrl();
        assertThat(succeeds("asn", "import", file, "--postgres", url))
                .isEqualTo("originas: 2 rows in place of 0; passed over: 1 set of networks, 0 private networks\n");
        assertThat(succeeds("asn", "import", file, "--postgres", url, "--json"))
                .isEqualTo("{\"rows\":2,\"rows_before\":2,\"sets\":1,\"private\":0}\n");

        Files.writeString(file, "192.0.2.0\t24\t1\nnonsense\n");
        Shell.Outcome refused = pipeline("asn", "import", file, "--postgres", url);
        assertThat(refused.err()).contains("pfx2as: line 2: ");
        assertThat(refused.code()).isEqualTo(65);
        assertThat(metadb.query("SELECT FROM originas")).hasSize(2);
    }
}
