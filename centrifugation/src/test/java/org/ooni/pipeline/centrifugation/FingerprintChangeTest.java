package org.ooni.pipeline.centrifugation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ooni.pipeline.feeder.SampleData.request;
import static org.ooni.pipeline.feeder.SampleData.requests;
import static org.ooni.pipeline.feeder.SampleData.response;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ooni.pipeline.centrifugation.CentrifugationResult.Outcome;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.feeder.Feeders;
import org.ooni.pipeline.feeder.SampleData;
import org.ooni.pipeline.metadb.AffectedFile;
import org.ooni.pipeline.metadb.Fingerprint;
import org.ooni.pipeline.metadb.Fingerprints;
import org.ooni.pipeline.metadb.MarkedFiles;
import org.ooni.pipeline.metadb.MetaDb;

/** A new block page costs the files that it may be in, and of these one table. */
class FingerprintChangeTest extends IngestFixture {
    private static final Fingerprint PAGE = Fingerprint.ofBody("XA", "this page is not for you");
    private static final Set<Integer> NEW = Set.of(25);
    private static final List<String> UNTOUCHED = List.of(
            "report",
            "input",
            "residual",
            "software",
            "domain",
            "tcp",
            "dns_a",
            "vanilla_tor",
            "http_control",
            "http_request",
            "http_verdict",
            "badmeta",
            "badblob",
            "badrow");

    @BeforeEach
    void anArchive() throws Exception {
        bucket().reportWithBadBlob("a.lz4", "a.json", page("this page is not for you", "{'Server': 'x'}"))
                .report("b.lz4", "b.json", page("welcome", "{'Location': 'http://block.example/1'}"))
                .report(
                        "c.lz4",
                        "c.json",
                        page("this page is not for you", "{}").put("probe_cc", "XB"))
                .report("d.lz4", "d.json", SampleData.with("test_name", "'ndt'"))
                .report("e.lz4", "e.json", SampleData.withKeys("{'blocking': 'dns'}"))
                .write();
        run();
    }

    private static ObjectNode page(String body, String headers) {
        return requests(request("", response("'" + body + "'", headers)));
    }

    private Fingerprints fingerprints() {
        return new Fingerprints(new MetaDb(metadb.dataSource()));
    }

    private int add(Fingerprint fingerprint) throws Exception {
        return fingerprints().<Integer>change(table -> table.add(fingerprint));
    }

    private List<String> affected(Integer... numbers) throws Exception {
        return names(fingerprints().affected(Set.of(numbers)));
    }

    private static List<String> names(List<AffectedFile> files) {
        return files.stream().map(file -> file.filename().substring(11)).toList();
    }

    private List<String> versions(String table) throws Exception {
        return values("SELECT xmin || ' ' || t::text FROM " + table + " t ORDER BY ctid");
    }

    private List<List<String>> untouched() throws Exception {
        List<List<String>> all = new ArrayList<>();
        for (String table : UNTOUCHED) {
            all.add(versions(table));
        }
        all.add(values("SELECT xmin || ' ' || m::text FROM measurement m WHERE msm_no > 1 ORDER BY msm_no"));
        return all;
    }

    @Test
    void aNewPageIsFoundInItsFileAndNothingElseIsWritten() throws Exception {
        add(PAGE);
        assertThat(affected(25)).containsExactly("a.lz4");
        assertThat(values("SELECT confirmed FROM measurement WHERE msm_no = 1")).containsOnlyNulls();
        assertThat(run().outcome()).as("nothing is marked yet").isEqualTo(Outcome.IN_SYNC);

        List<List<String>> before = untouched();
        MarkedFiles marked = fingerprints().mark(NEW);
        assertThat(names(marked.files())).containsExactly("a.lz4");
        assertThat(marked.fresh()).isEqualTo(1);
        assertThat(marked.buckets()).containsExactly(BUCKET.day());
        assertThat(metadb.query("SELECT * FROM feeder_file")).containsExactly(List.of("http_request_fp", "1", "0"));
        assertThat(fingerprints().mark(NEW).fresh()).as("marked already").isZero();
        assertThat(plan().reprocess()).isEqualTo(Map.of("2017-01-01/a.lz4", Set.of("http_request_fp")));

        CentrifugationResult result = run();
        assertThat(result.outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(result.files()).isEqualTo(new CentrifugationResult.Files(0, 0, 1, 0, 0, 4));
        assertThat(result.bytesRead()).isEqualTo(size("a.lz4"));
        assertThat(untouched()).isEqualTo(before);
        assertThat(metadb.query("SELECT * FROM http_request_fp")).containsExactly(List.of("1", "25"));
        assertThat(values("SELECT msm_no FROM measurement WHERE confirmed AND anomaly"))
                .containsExactly("1");
        assertThat(value("SELECT sum(confirmed_count) FROM ooexpl_wc_confirmed"))
                .isEqualTo("1");
        assertThat(count("feeder_file")).isZero();
        assertThat(run().outcome()).isEqualTo(Outcome.IN_SYNC);
    }

    private IngestPlan plan() throws Exception {
        return centrifugation(Feeders.load(Feeder.class.getClassLoader()))
                .plan(BUCKET, CentrifugationOptions.NONE)
                .orElseThrow();
    }

    @Test
    void aPageThatIsTakenBackTakesItsFlagsAlong() throws Exception {
        add(PAGE);
        fingerprints().mark(NEW);
        run();
        List<List<String>> before = untouched();
        assertThat(affected(25)).containsExactly("a.lz4");

        MarkedFiles marked = fingerprints().change(table -> table.remove(25)).orElseThrow();
        assertThat(names(marked.files())).containsExactly("a.lz4");
        assertThat(count("http_request_fp")).isZero();
        run();

        assertThat(untouched()).isEqualTo(before);
        assertThat(values("SELECT msm_no FROM measurement WHERE anomaly")).containsExactly(last());
        assertThat(values("SELECT msm_no FROM measurement WHERE confirmed")).isEmpty();
        assertThat(value("SELECT sum(confirmed_count) FROM ooexpl_wc_confirmed"))
                .isEqualTo("0");
        assertThat(run().outcome()).isEqualTo(Outcome.IN_SYNC);
    }

    private String last() throws Exception {
        return value("SELECT max(msm_no) FROM measurement");
    }

    @Test
    void aRemovalThatFailsMarksNothing() throws Exception {
        add(PAGE);
        fingerprints().mark(NEW);
        run();
        try {
            fingerprints().change(table -> {
                table.remove(25);
                throw new IllegalStateException("enough");
            });
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("enough");
        }
        assertThat(count("feeder_file")).isZero();
        assertThat(count("http_request_fp")).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0} {1} {2} {3}: {4}")
    @CsvSource(
            nullValues = "-",
            value = {
                "XA, -,        body,   welcome,               a.lz4 b.lz4",
                "XA, -,        body,   a text longer than any body here, -",
                "ZZ, -,        body,   welcome,               a.lz4 b.lz4 c.lz4",
                "XC, -,        body,   welcome,               -",
                "XA, LOCATION, prefix, http://block.example/, b.lz4",
                "ZZ, location, value,  http://block.example/1, b.lz4",
                "XA, location, value,  http://block.example/, -",
                "XB, location, prefix, http://block.example/, -",
                "XA, server,   value,  x,                     a.lz4",
            })
    void theDatabaseNarrowsByCountryTestHeaderAndBody(
            String country, String header, String kind, String text, String files) throws Exception {
        Fingerprint fingerprint = switch (kind) {
            case "body" -> Fingerprint.ofBody(country, text);
            case "prefix" -> Fingerprint.ofHeaderPrefix(country, header, text);
            default -> Fingerprint.ofHeaderValue(country, header, text);
        };
        assertThat(affected(add(fingerprint))).isEqualTo(files == null ? List.of() : List.of(files.split(" ")));
    }

    @Test
    void whyAFileIsConcernedIsCounted() throws Exception {
        int body = add(PAGE);
        int header = add(Fingerprint.ofHeaderPrefix("ZZ", "Server", "x"));
        assertThat(fingerprints().affected(Set.of(body, header)))
                .containsExactly(new AffectedFile(
                        "2017-01-01/a.lz4", BUCKET.day(), List.of("XA"), List.of("web_connectivity"), 1, 0, 1, 1, 0));
        fingerprints().mark(Set.of(body, header));
        run();
        assertThat(fingerprints().affected(Set.of(header)).get(0).matched()).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "refused by http_request | [{\"response\": {\"code\": 0, \"body\": \"this page is not for you\"}}]",
                "refused by PostgreSQL   | [{\"response\": {\"code\": 200.5, \"body\": \"this page is not for you\"}}]",
            })
    void aResponseThatTheDatabaseDoesNotHaveMayMatch(String why, String entries) throws Exception {
        ObjectNode datum = SampleData.webConnectivity();
        datum.withObject("/test_keys")
                .set(
                        "requests",
                        SampleData.json(entries.replace(
                                "{\"response\"", "{\"request\": {\"url\": \"http://example.org/\"}, \"response\"")));
        ((ObjectNode) datum.at("/test_keys/requests/0/response")).putObject("headers");
        bucket().report("a.lz4", "f.json", datum)
                .file("b.lz4")
                .file("c.lz4")
                .file("d.lz4")
                .file("e.lz4")
                .write();
        run();
        assertThat(count("http_request")).isZero();

        add(PAGE);
        MarkedFiles marked = fingerprints().mark(NEW);
        assertThat(marked.files())
                .singleElement()
                .extracting(AffectedFile::unknown)
                .isEqualTo(1L);
        run();

        assertThat(count("http_request_fp")).isEqualTo(1);
        assertThat(values("SELECT confirmed FROM measurement")).containsExactly("t");
    }

    @Test
    void rowsOfOlderCodeAreNotTrusted() throws Exception {
        int other = add(Fingerprint.ofHeaderValue("ZZ", "via", "x"));
        assertThat(affected(other)).isEmpty();
        metadb.execute("UPDATE autoclaved SET code_ver = 4 WHERE filename = '2017-01-01/b.lz4';"
                + " INSERT INTO feeder_file VALUES ('http_request', 3, 0)");
        assertThat(affected(other)).containsExactly("b.lz4", "c.lz4");
    }

    @Test
    void aHeaderOfBytesEndsTheSearchThatAnotherPageNeeds() throws Exception {
        bucket().report(
                        "a.lz4",
                        "f.json",
                        page("this page is not for you", "{'Via': {'data': '/w==', 'format': 'base64'}}"))
                .file("b.lz4")
                .file("c.lz4")
                .file("d.lz4")
                .file("e.lz4")
                .write();
        add(PAGE);
        run();
        assertThat(count("http_request_fp")).isEqualTo(1);

        int via = add(Fingerprint.ofHeaderValue("XA", "via", "x"));
        assertThat(names(fingerprints().mark(Set.of(via)).files())).containsExactly("a.lz4");
        run();
        assertThat(count("http_request_fp")).isZero();
        assertThat(values("SELECT confirmed FROM measurement")).containsOnlyNulls();

        fingerprints().change(table -> table.remove(via));
        run();
        assertThat(metadb.query("SELECT * FROM http_request_fp").get(0)).contains("25");
        assertThat(values("SELECT confirmed FROM measurement")).containsExactly("t");
    }

    @Test
    void whatIsMarkedIsSelectedLikeAnythingElse() throws Exception {
        String web = "20170101T000000Z-US-AS1-web_connectivity-no_report_id-0.2.0-probe.json";
        bucket().report("a.lz4", "f.json", page("this page is not for you", "{}"))
                .report("b.lz4", web, page("this page is not for you, either", "{}"))
                .file("c.lz4")
                .file("d.lz4")
                .file("e.lz4")
                .write();
        run();
        add(PAGE);
        fingerprints().mark(NEW);

        Selection tests = new Selection(Set.of("web_connectivity"), Set.of(), OptionalInt.empty());
        CentrifugationResult some = run(new CentrifugationOptions(tests, Set.of(), false));
        assertThat(List.of(some.files().reprocessed(), some.files().left())).containsExactly(1, 1);
        assertThat(values("SELECT filename FROM feeder_file JOIN autoclaved USING (autoclaved_no)"))
                .containsExactly("2017-01-01/a.lz4");
        Selection cans = new Selection(Set.of(), Set.of("a.lz4"), OptionalInt.of(1));
        assertThat(run(new CentrifugationOptions(cans, Set.of(), false)).files().reprocessed())
                .isEqualTo(1);
        assertThat(count("feeder_file")).isZero();
        assertThat(count("http_request_fp")).isEqualTo(2);
    }

    @Test
    void aPageThatIsGoneButHasLeftRowsIsKnown() throws Exception {
        assertThat(fingerprints().numbers()).hasSize(24).endsWith(24);
        metadb.execute("INSERT INTO http_request_fp VALUES (1, 99)");
        assertThat(fingerprints().numbers()).hasSize(25).endsWith(99);
        assertThat(affected(99)).containsExactly("a.lz4");
    }
}
