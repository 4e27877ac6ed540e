package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ooni.pipeline.metadb.FingerprintState;
import org.ooni.pipeline.migrations.MetaDbFixture;

class FingerprintsCommandTest {
    private static final String HEADER =
            "name,scope,other_names,location_found,pattern_type,pattern,confidence_no_fp,expected_countries,source,"
                    + "exp_url,notes\r\n";

    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    @TempDir
    private Path directory;

    private final Pipeline pipeline = new Pipeline(metadb);

    @Test
    void theListIsATableOrJson() {
        CommandRun table = pipeline.run("fingerprints", "list");
        assertThat(table.code()).isZero();
        assertThat(table.out().lines()).hasSize(2 + 24 + 1).last().isEqualTo("(24 rows)");

        assertThat(pipeline.run("fingerprints", "list", "--json").out().lines())
                .hasSize(24)
                .contains("{\"number\":7,\"country\":\"IT\",\"body_substr\":\"GdF Stop Page\",\"header\":null,"
                        + "\"header_prefix\":null,\"header_value\":null}");
    }

    @Test
    void theChecksumIsPrintedAlone() {
        assertThat(pipeline.run("fingerprints", "checksum").out()).isEqualTo(FingerprintState.SEEDED + "\n");
    }

    @Test
    void eachKindIsAddedOnce() throws SQLException {
        CommandRun body = add("--cc", "IT", "--body-substr", "<b>no</b>");
        assertThat(body.code()).isZero();
        assertThat(body.out()).isEqualTo("added fingerprint 25\n");
        assertThat(body.err()).isEqualTo("next: pipeline fingerprints affected 25 --mark\n");
        assertThat(add("--cc", "ZZ", "--header", "Location", "--header-prefix", "http://x/")
                        .out())
                .isEqualTo("added fingerprint 26\n");
        assertThat(add("--cc", "QA", "--header", "Via", "--header-value", "x").out())
                .isEqualTo("added fingerprint 27\n");
        CommandRun known = add("--cc", "ZZ", "--header", "LOCATION", "--header-prefix", "http://x/");
        assertThat(known.out()).isEqualTo("known already: fingerprint 26\n");
        assertThat(known.err()).isEmpty();

        assertThat(metadb.query("SELECT fingerprint_no, origin_cc, body_substr, header, header_prefix, header_value"
                                + " FROM fingerprint WHERE fingerprint_no > 24 ORDER BY 1")
                        .toString())
                .isEqualTo("[[25, IT, <b>no</b>, null, null, null], [26, ZZ, null, Location, http://x/, null],"
                        + " [27, QA, null, Via, null, x]]");
    }

    @Test
    void oneThatNothingHasMatchedIsRemoved() {
        assertThat(pipeline.run("fingerprints", "remove", "7").out()).isEqualTo("removed fingerprint 7\n");

        CommandRun again = pipeline.run("fingerprints", "remove", "7");
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("there is no fingerprint 7");
    }

    @Test
    void oneThatResponsesHaveMatchedIsRemovedByForce() throws SQLException {
        metadb.execute("INSERT INTO http_request_fp VALUES (1, 7), (2, 7), (2, 8)");

        CommandRun refused = pipeline.run("fingerprints", "remove", "7");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("2 rows of http_request_fp have the fingerprint 7: --force deletes them");
        assertThat(metadb.query("SELECT 1 FROM http_request_fp")).hasSize(3);

        CommandRun removed = pipeline.run("fingerprints", "remove", "7", "--force");
        assertThat(removed.code()).isZero();
        assertThat(removed.out()).contains("removed fingerprint 7", "deleted 2 rows of http_request_fp");
        assertThat(metadb.query("SELECT * FROM http_request_fp")).containsExactly(List.of("2", "8"));
    }

    /** Three files of two buckets; the page of fingerprint 7 (IT) may be in the first two. */
    private void threeFiles() throws SQLException {
        metadb.execute("""
                INSERT INTO autoclaved SELECT n, day || '/f' || n, day::date, 5, 1, 0, decode(repeat('00', 20), 'hex')
                FROM (VALUES (1, '2017-01-01'), (2, '2017-01-03'), (3, '2017-01-03')) AS file (n, day);
                INSERT INTO report SELECT n, n, '2017-01-01', cc, 1, NULL, 'web_connectivity', NULL, 't' || n,
                    decode(repeat('00', 20), 'hex'), 'r' || n, 1
                FROM (VALUES (1, 'IT'), (2, 'IT'), (3, 'FR')) AS report (n, cc);
                INSERT INTO measurement (msm_no, report_no, frame_off, frame_size, intra_off, intra_size, orig_sha1, id, residual_no)
                SELECT n, n, 0, 1, 0, 1, decode(repeat('00', 20), 'hex'), gen_random_uuid(), 1
                FROM generate_series(1, 3) AS n;
                INSERT INTO http_request (msm_no, url, body_length, body_sha256)
                SELECT n, 'u', 100, decode(repeat('00', 32), 'hex') FROM generate_series(1, 3) AS n;
                INSERT INTO http_request_fp VALUES (2, 7)
                """);
    }

    @Test
    void affectedFilesAreListedAndThenMarked() throws SQLException {
        threeFiles();

        CommandRun listed = pipeline.run("fingerprints", "affected", "7");
        assertThat(listed.code()).isZero();
        assertThat(listed.out()).isEqualTo("2017-01-01/f1\n2017-01-03/f2\n");
        assertThat(listed.err()).isEqualTo("2 files of 2 buckets\n");
        assertThat(pipeline.run("fingerprints", "affected", "6-8", "--json").out())
                .isEqualTo("{\"filename\":\"2017-01-01/f1\",\"countries\":[\"IT\"],\"tests\":[\"web_connectivity\"],"
                        + "\"measurements\":1,\"matched\":0,\"header\":0,\"body\":1,\"unknown\":0}\n"
                        + "{\"filename\":\"2017-01-03/f2\",\"countries\":[\"IT\"],\"tests\":[\"web_connectivity\"],"
                        + "\"measurements\":1,\"matched\":1,\"header\":0,\"body\":1,\"unknown\":0}\n"
                        + "{\"files\":2}\n");
        assertThat(metadb.query("SELECT 1 FROM feeder_file")).isEmpty();

        CommandRun marked = pipeline.run("fingerprints", "affected", "7", "--mark");
        assertThat(marked.out()).isEqualTo(listed.out());
        assertThat(marked.err())
                .isEqualTo("marked 2 files of 2 buckets;"
                        + " next: pipeline centrifugation --bucket 2017-01-01 --bucket 2017-01-03\n");
        assertThat(metadb.query("SELECT * FROM feeder_file ORDER BY 2"))
                .containsExactly(List.of("http_request_fp", "1", "0"), List.of("http_request_fp", "2", "0"));
        assertThat(pipeline.run("fingerprints", "affected", "--all", "--mark", "--json")
                        .out())
                .endsWith("\n{\"files\":3,\"marked_before\":2,\"buckets\":[\"2017-01-01\",\"2017-01-03\"]}\n");
    }

    @Test
    void removingOneMarksWhereItHasMatched() throws SQLException {
        threeFiles();

        CommandRun removed = pipeline.run("fingerprints", "remove", "7", "--force");
        assertThat(removed.out()).isEqualTo("removed fingerprint 7\ndeleted 1 row of http_request_fp\n");
        assertThat(removed.err())
                .isEqualTo("marked 1 file of 1 bucket; next: pipeline centrifugation --bucket 2017-01-03\n");
        assertThat(metadb.query("SELECT * FROM feeder_file")).containsExactly(List.of("http_request_fp", "2", "0"));
        assertThat(pipeline.run("fingerprints", "remove", "8").err()).isEmpty();
        assertThat(pipeline.run("fingerprints", "affected", "8-9", "--mark").err())
                .isEqualTo("marked no file: none is concerned\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "7-3         | 2 | '7-3' is no number of a fingerprint, nor a range",
                "x           | 2 | 'x' is no number of a fingerprint, nor a range",
                "--all 7     | 2 | Unmatched argument at index 3: '7'",
                "--mark      | 2 | Missing required argument",
                "24 25       | 1 | there is no fingerprint 25",
                "100-999     | 1 | there is no fingerprint 100-999",
            })
    void affectedWithoutFingerprintsIsWrong(String arguments, int code, String message) {
        CommandRun run = pipeline.run(("fingerprints affected " + arguments).split(" "));
        assertThat(run.code()).isEqualTo(code);
        assertThat(run.err()).contains(message);
    }

    @Test
    void aTableChangedByHandIsAcceptedFirst() throws SQLException {
        metadb.execute("DELETE FROM fingerprint WHERE fingerprint_no = 3");

        CommandRun refused = add("--cc", "IT", "--body-substr", "x");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("run `fingerprints accept`");
        assertThat(pipeline.run("fingerprints", "affected", "4", "--mark").err())
                .contains("run `fingerprints accept`");
        CommandRun stopped =
                pipeline.run("centrifugation", "--autoclaved-root", directory.toString(), "--bucket", "2017-01-01");
        assertThat(stopped.code()).isEqualTo(1);
        assertThat(stopped.err()).contains("run `fingerprints accept`");

        String checksum = pipeline.run("fingerprints", "checksum").out();
        assertThat(pipeline.run("fingerprints", "accept").out()).isEqualTo("accepted " + checksum);
        assertThat(add("--cc", "IT", "--body-substr", "x").code()).isZero();
    }

    @Test
    void aListIsImportedOnceAndSaysWhatItLeavesOut() throws SQLException, IOException {
        Path list = list("a,isp,,body,contains,\"one\r\n\"\"page\"\"\",5,\"IT, FR\",x,,\r\n"
                + "b,nat,,header.server,prefix,Protected by WireFilter,5,\"AE,SA\",x,,\r\n"
                + "c,isp,,body,regexp,.*,5,IT,x,,\r\n"
                + "d,fp,,body,contains,nginx,5,,x,,\r\n"
                + "e,prod,,header.via,full,1.1 box,5,,x,,\r\n"
                + "f,vbw,,body,contains,blocked,5,,x,,\r\n");

        CommandRun imported = pipeline.run("fingerprints", "import", list.toString());
        assertThat(imported.code()).isZero();
        assertThat(imported.err()).isEqualTo("next: pipeline fingerprints affected 25-27 --mark\n");
        assertThat(imported.out().lines())
                .containsExactly(
                        "left out: line 5 c: body regexp: of a body only contains can be stored",
                        "left out: line 6 d: scope fp: known not to be a block page",
                        "left out: line 8 f: scope vbw: too vague to confirm blocking (--vague takes these)",
                        "added 3 fingerprints; 2 fingerprints known already",
                        "left out 3 lines of 6 lines:",
                        "     1  body regexp: of a body only contains can be stored",
                        "     1  scope fp: known not to be a block page",
                        "     1  scope vbw: too vague to confirm blocking (--vague takes these)");
        assertThat(metadb.query("SELECT origin_cc, coalesce(body_substr, header || '=' || header_value)"
                        + " FROM fingerprint WHERE fingerprint_no > 24 ORDER BY fingerprint_no"))
                .containsExactly(
                        List.of("IT", "one\r\n\"page\""),
                        List.of("FR", "one\r\n\"page\""),
                        List.of("ZZ", "via=1.1 box"));

        String checksum = pipeline.run("fingerprints", "checksum").out();
        assertThat(pipeline.run("fingerprints", "import", list.toString()).out())
                .contains("added 0 fingerprints; 5 fingerprints known already");
        assertThat(pipeline.run("fingerprints", "checksum").out()).isEqualTo(checksum);
        assertThat(pipeline.run("fingerprints", "import", list.toString(), "--vague", "--json")
                        .out()
                        .lines())
                .hasSize(7)
                .startsWith("{\"line\":2,\"name\":\"a\",\"added\":[],\"known\":[25,26],\"left_out\":null}")
                .contains("{\"line\":5,\"name\":\"c\",\"added\":[],\"known\":[],"
                        + "\"left_out\":\"body regexp: of a body only contains can be stored\"}")
                .endsWith("{\"lines\":6,\"fingerprints_added\":1,\"fingerprints_known\":5,\"lines_left_out\":"
                        + "{\"body regexp: of a body only contains can be stored\":1,"
                        + "\"scope fp: known not to be a block page\":1}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a,b,c,body,contains,ok,5,IT,x,, ; x\"y\",b | line 3 has a quote inside a field",
                "a,b,c,body,contains,ok,5,IT,x,, ; short,line | line 3 has 2 fields, the first line 11",
                "a,b,c,body,contains,ok,5,IT,x,, ; \"open | line 3 opens a quote that is never closed",
            })
    void aListThatIsNotCsvChangesNothing(String lines, String message) throws IOException {
        Path list = list(lines.replace(" ; ", "\r\n"));

        CommandRun refused = pipeline.run("fingerprints", "import", list.toString());

        assertThat(refused.code()).isEqualTo(65);
        assertThat(refused.err()).contains(list + ": " + message);
        assertThat(pipeline.run("fingerprints", "checksum").out()).startsWith(FingerprintState.SEEDED);
    }

    @Test
    void aListThatIsNotUtf8OrNotThereIsBadInput() throws IOException {
        Path list = directory.resolve("list.csv");
        Files.write(list, (HEADER + "a\u00e8").getBytes(StandardCharsets.ISO_8859_1));

        CommandRun refused = pipeline.run("fingerprints", "import", list.toString());
        assertThat(refused.code()).isEqualTo(65);
        assertThat(refused.err()).containsPattern("list.csv: line 2 \\(byte \\d+\\) is not UTF-8");

        CommandRun missing = pipeline.run("fingerprints", "import", "nowhere.csv");
        assertThat(missing.code()).isEqualTo(65);
        assertThat(missing.err()).contains("nowhere.csv");
    }

    private Path list(String lines) throws IOException {
        return Files.writeString(directory.resolve("list.csv"), HEADER + lines);
    }

    private CommandRun add(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "fingerprints";
        all[1] = "add";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return pipeline.run(all);
    }
}
