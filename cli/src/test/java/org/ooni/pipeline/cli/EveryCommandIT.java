package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.migrations.MetaDbFixture;

/** Every command that there is, through the launcher: a life of one bucket. The demo has a test of its own. */
class EveryCommandIT {
    private static final String DAY = "2017-01-01";
    private static final String WEB = "web_connectivity.0.tar.lz4";
    private static final Set<String> ELSEWHERE = Set.of("demo");

    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.empty();

    @TempDir
    Path place;

    private Path root;
    private Path raw;
    private final List<String> done = new ArrayList<>();

    @BeforeEach
    void aDayOfReports() throws IOException {
        root = place.resolve("root");
        MadeArchive.make(place.resolve("made"), report -> true, DAY);
        Files.createDirectories(root.resolve("reports-raw"));
        Files.createDirectories(root.resolve("canned"));
        Files.createDirectories(root.resolve("autoclaved"));
        Files.writeString(root.resolve("bridge_db.json"), "{}");
        raw = Files.move(
                place.resolve("made/reports-raw").resolve(DAY),
                root.resolve("reports-raw").resolve(DAY));
    }

    /** @param command one of the tree, after it its arguments with a blank between; {@code ~} is one within */
    private String run(String command, String arguments) throws IOException, InterruptedException {
        List<Object> words = new ArrayList<>(List.of(LaunchedCentrifugation.LAUNCHER));
        words.addAll(List.of(command.split(" ")));
        for (String word : arguments.isEmpty() ? new String[0] : arguments.split(" ")) {
            words.add(word.replace('~', ' ').replace("ROOT", root.toString()).replace("METADB", metadb.jdbcUrl()));
        }
        Shell.Outcome outcome = Shell.in(place)
                .with("OOPIPE_JAVA_OPTS", "-XX:TieredStopAtLevel=1")
                .run(words.toArray());
        assertThat(outcome.code())
                .as("%s %s: %s", command, arguments, outcome.err())
                .isZero();
        done.add(command);
        return outcome.out();
    }

    @Test
    void aBucketIsMadeReadWatchedMendedAndVerified() throws Exception {
        theSchema();
        assertThat(run("db info", "--postgres METADB --json")).contains("\"version\"");
        assertThat(run("db check", "--postgres METADB")).contains("what the migrations make");
        theStages();
        reading();
        theDatabase();
        mending();
        assertThat(run("verify", "--root ROOT --postgres METADB --bucket " + DAY + " --read-data --json"))
                .contains("\"state\":\"whole\"");
        assertThat(run("runs", "--root ROOT --json")).contains("\"command\":\"canning\"");
        assertThat(run("config show", "--json")).contains("\"key\":\"jobs\"");

        Set<String> commands = CommandTree.leaves().collect(Collectors.toCollection(TreeSet::new));
        commands.removeAll(ELSEWHERE);
        assertThat(new TreeSet<>(done)).as("every command was run").isEqualTo(commands);
    }

    private void theSchema() throws Exception {
        run("db migrate", "--postgres METADB");
        run("db rollback", "--postgres METADB --to 13");
        // As the original's SQL leaves a database.
        metadb.execute("DROP TABLE flyway_schema_history");
        run("db baseline", "--postgres METADB");
        run("db migrate", "--postgres METADB");
    }

    private void theStages() throws Exception {
        assertThat(run("canning", "--root ROOT --bucket " + DAY)).contains("4 cans");
        assertThat(run("autoclaving", "--root ROOT --bucket " + DAY)).contains("4 files");
        assertThat(run("centrifugation", "--root ROOT --postgres METADB --bucket " + DAY))
                .contains("32 measurements");
        for (Path report : MadeArchive.list(raw)) {
            Files.setLastModifiedTime(report, FileTime.from(Instant.now().minusSeconds(3_600)));
        }
        assertThat(run("run", "--root ROOT --postgres METADB --bucket " + DAY)).contains("nothing new");
        assertThat(run("tick", "--root ROOT --postgres METADB")).isEmpty();
        assertThat(run("rerun", "--root ROOT --postgres METADB --bucket " + DAY + " --dry-run"))
                .contains(DAY);
        assertThat(run("status", "--root ROOT --postgres METADB")).contains("10 done");
    }

    private void reading() throws Exception {
        assertThat(run("ls", "--root ROOT --json")).contains("\"bucket\":\"" + DAY + "\"");
        assertThat(run("info", "ROOT/autoclaved/" + DAY + "/" + WEB)).contains(WEB);
        assertThat(run("cat", "--root ROOT --bucket " + DAY + " --limit 1").lines())
                .hasSize(1);
        String report = MadeArchive.list(raw).get(0).getFileName().toString();
        assertThat(run("show", DAY + "/" + report + ":0 --root ROOT")).startsWith("{");
    }

    private void theDatabase() throws Exception {
        Files.writeString(place.resolve("pfx"), "192.0.2.0\t24\t64496\n");
        assertThat(run("asn import", "pfx --postgres METADB")).contains("1 row");
        assertThat(run("sql", "SELECT~count(*)~FROM~measurement --postgres METADB --format csv"))
                .contains("32");
        run("fingerprints add", "--cc IT --body-substr not~here~at~all --postgres METADB");
        String list = run("fingerprints list", "--postgres METADB");
        assertThat(list).contains("not here at all");
        run("fingerprints affected", "25 --postgres METADB --json");
        run("fingerprints remove", "25 --postgres METADB");
        Files.writeString(place.resolve("list.csv"), """
                name,scope,other_names,location_found,pattern_type,pattern,confidence_no_fp,expected_countries,source,exp_url,notes
                """);
        run("fingerprints import", "list.csv --postgres METADB");
        assertThat(run("fingerprints checksum", "--postgres METADB")).hasSizeGreaterThan(60);
        run("fingerprints accept", "--postgres METADB");
        assertThat(run("db gc", "--postgres METADB --dry-run --json")).contains("{");
    }

    private void mending() throws Exception {
        Files.writeString(root.resolve("scrubbing.yaml"), """
                rules:
                  - id: resolvers
                    reason: they tell where the probe is
                    replace: {at: /test_keys/client_resolver, with: 192.0.2.53}
                """);
        assertThat(run("rescrub", "--root ROOT --postgres METADB --rule resolvers --json"))
                .contains(WEB);
        assertThat(run("duplicates", "--root ROOT --postgres METADB --json"))
                .isEqualTo("{\"stage\":\"duplicates\",\"state\":\"done\",\"buckets\":1,\"groups\":0,"
                        + "\"reports_unused\":0,\"reports_new\":0}\n");
        String report = MadeArchive.list(raw).get(0).getFileName().toString();
        assertThat(run("delete-report", DAY + "/" + report + " --root ROOT --postgres METADB"))
                .contains("Still to be seen to by you");
    }
}
