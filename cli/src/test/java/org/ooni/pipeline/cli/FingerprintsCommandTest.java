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
        assertThat(add("--cc", "ZZ", "--header", "Location", "--header-prefix", "http://x/")
                        .out())
                .isEqualTo("added fingerprint 26\n");
        assertThat(add("--cc", "QA", "--header", "Via", "--header-value", "x").out())
                .isEqualTo("added fingerprint 27\n");
        assertThat(add("--cc", "ZZ", "--header", "LOCATION", "--header-prefix", "http://x/")
                        .out())
                .isEqualTo("known already: fingerprint 26\n");

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

    @Test
    void aTableChangedByHandIsAcceptedFirst() throws SQLException {
        metadb.execute("DELETE FROM fingerprint WHERE fingerprint_no = 3");

        CommandRun refused = add("--cc", "IT", "--body-substr", "x");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("run `fingerprints accept`");
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
