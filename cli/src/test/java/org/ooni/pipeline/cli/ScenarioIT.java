package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.migrations.MetaDbDump;
import org.ooni.pipeline.migrations.MetaDbFixture;

/** What becomes of one bucket over the years, run by run, each a process. */
class ScenarioIT {
    private static final String DAY = "2017-01-01";
    private static final String WEB = DAY + "/web_connectivity.0.tar.lz4";

    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    @TempDir
    Path root;

    private LaunchedCentrifugation launched;

    private Path archive(String name, String... withoutReportsOf) throws IOException {
        return MadeArchive.make(
                root.resolve(name), report -> List.of(withoutReportsOf).stream().noneMatch(report::contains), DAY);
    }

    private String runs() throws IOException, InterruptedException {
        Shell.Outcome outcome = launched.run(DAY);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return outcome.out();
    }

    private void failsAndChangesNothing(int code, String... words)
            throws IOException, InterruptedException, SQLException {
        List<String> before = rowVersions();
        Shell.Outcome outcome = launched.run(DAY);
        assertThat(outcome.err()).contains(words);
        assertThat(outcome.code()).isEqualTo(code);
        assertThat(rowVersions()).isEqualTo(before);
    }

    /** Each row of each table with the transaction that wrote it: one that was rewritten shows, equal or not. */
    private List<String> rowVersions() throws SQLException {
        List<String> versions = new ArrayList<>();
        for (List<String> table : metadb.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) {
            metadb.query("SELECT tableoid::regclass || ' ' || xmin || ' ' || t FROM " + table.get(0)
                            + " t ORDER BY ctid")
                    .forEach(versions::addAll);
        }
        return versions;
    }

    /** Numbers of measurement, report and file, by what a measurement is. */
    private Map<String, String> numbers() throws SQLException {
        Map<String, String> numbers = new HashMap<>();
        metadb.query("""
                        SELECT textname || ' ' || encode(m.orig_sha1, 'hex') || ' ' || id,
                            msm_no || ' ' || report_no || ' ' || autoclaved_no
                        FROM measurement m JOIN report USING (report_no)
                        """).forEach(row -> numbers.put(row.get(0), row.get(1)));
        return numbers;
    }

    private long rows(String from) throws SQLException {
        return Long.parseLong(
                metadb.query("SELECT count(*) FROM " + from).get(0).get(0));
    }

    @Test
    void aBucketIsTakenInAndKeptUpToDate() throws Exception {
        launched = LaunchedCentrifugation.into(metadb, root, archive("base", "-http_requests-"));
        assertThat(runs()).contains("\"state\":\"ingested\"", "\"files\":3", "\"measurements\":26");
        assertThat(rows("measurement")).isEqualTo(26);

        List<String> first = rowVersions();
        assertThat(runs()).contains("\"state\":\"in_sync\"", "\"files_before\":3");
        assertThat(rowVersions()).as("a run that finds nothing to do").isEqualTo(first);

        Map<String, List<String>> dump = MetaDbDump.of(metadb.dataSource());
        metadb.execute("UPDATE autoclaved SET code_ver = 0 WHERE filename = '" + WEB + "'");
        assertThat(runs())
                .contains("\"state\":\"updated\"", "\"files\":0", "\"files_reprocessed\":1", "\"files_before\":2");
        assertThat(MetaDbDump.of(metadb.dataSource()))
                .as("a file that was redone")
                .isEqualTo(dump);
        Map<String, String> numbers = numbers();

        launched = launched.ofArchive(archive("added"));
        assertThat(runs()).contains("\"files\":1", "\"measurements\":6", "\"files_before\":3");
        assertThat(numbers()).hasSize(32).containsAllEntriesOf(numbers);
        numbers = numbers();

        Path altered = archive("altered", secondWebReport());
        launched = launched.ofArchive(MadeArchive.withWrongSha1(altered, root.resolve("wrong"), WEB));
        failsAndChangesNothing(65, WEB, "file sha1: expected AAAA");

        launched = launched.ofArchive(altered);
        assertThat(runs()).contains("\"files\":0", "\"files_reingested\":1", "\"matched\":12,\"new\":0,\"gone\":4");
        assertThat(numbers()).hasSize(28);
        assertThat(numbers).containsAllEntriesOf(numbers());
        assertThat(rows("http_request LEFT JOIN measurement USING (msm_no) WHERE report_no IS NULL"))
                .isZero();

        launched = launched.ofArchive(archive("removed", secondWebReport(), "-vanilla_tor-"));
        failsAndChangesNothing(1, DAY + "/vanilla_tor.0.tar.lz4", "--forget");
    }

    private String secondWebReport() throws IOException {
        List<Path> reports = MadeArchive.list(root.resolve("added/reports-raw").resolve(DAY)).stream()
                .filter(report -> report.toString().contains("-web_connectivity-"))
                .toList();
        return reports.get(1).getFileName().toString();
    }
}
