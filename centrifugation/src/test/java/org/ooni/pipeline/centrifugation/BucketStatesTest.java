package org.ooni.pipeline.centrifugation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ooni.pipeline.centrifugation.IngestRefusedException.Reason;
import org.ooni.pipeline.feeder.BumpedFeeder;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.feeder.Feeders;
import org.ooni.pipeline.feeder.SampleData;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.metadb.CodeVer;

/**
 * Feeder rules §5.1 and §5.5 in the database: of each file of a bucket just the tables are rewritten that its state asks
 * for. {@code xmin} tells which transaction wrote a row.
 *
 * <p>A state is the code version that a file stands at; {@code n} is a new file, {@code r} one that the database has
 * with another SHA-1 at the current version, {@code r6} at another one, {@code v} one that vanished from the index.
 */
class BucketStatesTest extends IngestFixture {
    private static final List<String> TABLES =
            List.of("tcp", "dns_a", "vanilla_tor", "http_control", "http_request", "http_request_fp", "http_verdict");

    /** With rows in each of the tables. */
    private void write(int files, Set<Integer> without) throws Exception {
        BucketForge forge = bucket();
        for (int i = 0; i < files; i++) {
            if (!without.contains(i)) {
                forge.report(
                                file(i),
                                i + ".web.json",
                                SampleData.all().get(1),
                                SampleData.all().get(2),
                                SampleData.all().get(4))
                        .report(file(i), i + ".tor.json", SampleData.vanillaTor("{}"))
                        .report(
                                file(i),
                                i + ".http.json",
                                SampleData.httpRequests(
                                                SampleData.request(
                                                        SampleData.tor(true), SampleData.response("'one'", "{}")),
                                                SampleData.request(
                                                        SampleData.tor(false),
                                                        SampleData.response("'GdF Stop Page'", "{}")))
                                        .put("probe_cc", "IT"));
            }
        }
        forge.write();
    }

    private static String file(int i) {
        return i + ".lz4";
    }

    /** The bucket in which file {@code i} is in the state of that number, with the database to it. */
    private void bringAbout(String... states) throws Exception {
        Set<Integer> fresh = new HashSet<>();
        Set<Integer> vanished = new HashSet<>();
        for (int i = 0; i < states.length; i++) {
            (states[i].equals("n") ? fresh : states[i].equals("v") ? vanished : new HashSet<Integer>()).add(i);
        }
        write(states.length, fresh);
        run();
        for (int i = 0; i < states.length; i++) {
            setState(file(i), states[i]);
        }
        write(states.length, vanished);
    }

    private void setState(String file, String state) throws SQLException {
        String where = " WHERE filename = '" + BUCKET + "/" + file + "'";
        if (state.startsWith("r")) {
            metadb.execute("UPDATE autoclaved SET file_sha1 = decode(repeat('00', 20), 'hex')" + where);
        }
        String codeVer = state.replaceAll("[nvr]", "");
        if (!codeVer.isEmpty()) {
            metadb.execute("UPDATE autoclaved SET code_ver = " + codeVer + where);
        }
    }

    /** For each file and table the transactions that wrote the rows. */
    private Map<String, Set<String>> writers() throws SQLException {
        Map<String, Set<String>> writers = new TreeMap<>();
        for (String table : TABLES) {
            metadb.query("SELECT filename, t.xmin FROM " + table + " t JOIN measurement USING (msm_no) JOIN report"
                            + " USING (report_no) JOIN autoclaved USING (autoclaved_no)")
                    .forEach(row -> writers.computeIfAbsent(
                                    row.get(0).substring(11, 12) + " " + table, key -> new HashSet<>())
                            .add(row.get(1)));
        }
        return writers;
    }

    /** Rows of all tables but for who wrote them. */
    private List<String> rows() throws SQLException {
        List<String> rows = new ArrayList<>();
        for (String table : TABLES) {
            rows.addAll(values("SELECT t::text FROM " + table + " t ORDER BY 1"));
        }
        return rows;
    }

    /** By file, tables whose rows were there and were all written again; one that was written in part is an error. */
    private static Map<String, Set<String>> rewritten(Map<String, Set<String>> before, Map<String, Set<String>> after) {
        Map<String, Set<String>> rewritten = new HashMap<>();
        before.forEach((place, writers) -> {
            Set<String> writersNow = after.get(place);
            if (!writersNow.equals(writers)) {
                assertThat(writersNow).as(place).doesNotContainAnyElementsOf(writers);
                String[] words = place.split(" ");
                rewritten.computeIfAbsent(words[0], key -> new TreeSet<>()).add(words[1]);
            }
        });
        return rewritten;
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "all 5, one file reingested     | 5 5 r  | 2:all",
                "one file 0, rest 5             | 0 5 5  | 0:all",
                "files 3 and 5                  | 3 5    | 0:vanilla_tor+http_control+http_request",
                "files 0, 3, 5                  | 0 3 5  | 0:all 1:vanilla_tor+http_control+http_request",
                "reingest + 1 + 3               | r 1 3  | 0:all 1:all 2:vanilla_tor+http_control+http_request",
                "files 4, 5                     | 4 5    | 0:http_control+http_request",
                "file 2                         | 2      | 0:vanilla_tor+http_control+http_request+http_request_fp",
                "only new files                 | n n    |",
                "a new file beside 5            | 5 n    |",
                "a new file beside 0            | 0 n    | 0:all",
                "nothing to do                  | 5 5    |",
                "#34, a changed file of a later version | r6 5 | 0:all",
                "a changed file that was marked | r0 5   | 0:all"
            })
    void justTheTablesOfItsStateAreRewritten(String name, String states, String expected) throws Exception {
        bringAbout(states.split(" "));
        List<String> rows = rows();
        Map<String, Set<String>> before = writers();

        run();

        assertThat(rewritten(before, writers())).isEqualTo(parse(expected));
        assertThat(rows()).containsAll(rows);
        int files = states.split(" ").length;
        assertThat(values("SELECT count(*) FROM measurement UNION ALL SELECT count(*) FROM http_verdict"))
                .containsOnly(String.valueOf(5 * files));
        assertThat(values("SELECT code_ver FROM autoclaved")).hasSize(files).containsOnly("5");
        assertThat(run().outcome()).isEqualTo(CentrifugationResult.Outcome.IN_SYNC);
    }

    private static Map<String, Set<String>> parse(String expected) {
        Map<String, Set<String>> tables = new HashMap<>();
        for (String file : expected == null ? new String[0] : expected.split(" ")) {
            String names = file.substring(2);
            tables.put(
                    file.substring(0, 1),
                    new TreeSet<>(names.equals("all") ? TABLES : Arrays.asList(names.split("\\+"))));
        }
        return tables;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a file of a later version      | 6 0 n  | FROM_THE_FUTURE",
                "a file of a version below 0    | -1 3   | OF_NO_VERSION",
                "#33, a file that vanished      | v 0 r  | VANISHED"
            })
    void aBucketWithAFileThatIsRefusedIsLeftAlone(String name, String states, Reason reason) throws Exception {
        bringAbout(states.split(" "));
        List<String> before = snapshot();

        assertThatThrownBy(this::run)
                .isInstanceOfSatisfying(
                        IngestRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageEndingWith(": " + BUCKET + "/0.lz4");

        assertThat(snapshot()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tcp", "dns_a", "vanilla_tor", "http_control", "http_request", "http_request_fp", "http_verdict"
            })
    void aNewVersionOfOneFeederRewritesItsTableAlone(String table) throws Exception {
        bringAbout("4", "4");
        List<String> spine = spine();
        List<String> rows = rows();
        Map<String, Set<String>> before = writers();

        CentrifugationResult result = centrifugation(bumped(table)).run(BUCKET, Progress.NONE);

        assertThat(result.reprocessed()).isEqualTo(10);
        assertThat(rewritten(before, writers())).isEqualTo(Map.of("0", Set.of(table), "1", Set.of(table)));
        assertThat(rows()).isEqualTo(rows);
        assertThat(spine()).isEqualTo(spine);
    }

    /** The built-in Feeders of a program whose predecessor had the code version before, where one is newer. */
    private static List<Feeder> bumped(String table) {
        return Feeders.load(Feeder.class.getClassLoader()).stream()
                .<Feeder>map(feeder -> new BumpedFeeder(
                        feeder, feeder.dataTable().equals(table) ? CodeVer.CURRENT : CodeVer.CURRENT - 1))
                .toList();
    }

    private List<String> spine() throws SQLException {
        List<String> rows = new ArrayList<>();
        for (String each : List.of("report", "measurement", "input", "residual", "domain", "badblob", "badmeta")) {
            rows.addAll(values("SELECT xmin || ' ' || t::text FROM " + each + " t ORDER BY ctid"));
        }
        return rows;
    }
}
