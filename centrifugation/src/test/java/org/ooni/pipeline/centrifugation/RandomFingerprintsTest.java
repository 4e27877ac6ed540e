package org.ooni.pipeline.centrifugation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ooni.pipeline.feeder.SampleData.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.feeder.Feeders;
import org.ooni.pipeline.feeder.SampleData;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.metadb.AffectedFile;
import org.ooni.pipeline.metadb.Fingerprint;
import org.ooni.pipeline.metadb.Fingerprints;
import org.ooni.pipeline.metadb.MetaDb;
import org.ooni.pipeline.migrations.MetaDbFixture;

/**
 * However fingerprints come and go: when the files that are concerned have been redone, block pages, flags and counters
 * are those of a database that was filled with the last fingerprints alone.
 */
class RandomFingerprintsTest extends IngestFixture {
    private static final int ARCHIVES = 5;
    private static final int CHANGES = 4;
    private static final List<String> WORDS = List.of("alpha", "beta", "gamma", "alpha beta", "a");
    private static final List<String> COUNTRIES = List.of("XA", "XB", "ZZ");
    private static final List<String> HEADERS = List.of("Via", "Location");

    /** What fingerprints decide, by what it means. */
    private static final List<String> CONTENT = List.of(
            """
            SELECT textname, intra_off, fingerprint_no
            FROM http_request_fp JOIN measurement USING (msm_no) JOIN report USING (report_no)
            """,
            "SELECT textname, intra_off, anomaly, confirmed FROM measurement JOIN report USING (report_no)",
            "SELECT * FROM ooexpl_wc_confirmed",
            "SELECT * FROM ooexpl_wc_input_counts");

    @RegisterExtension
    final MetaDbFixture fresh = MetaDbFixture.migrated();

    private Random random;
    private final Set<Integer> numbers = new TreeSet<>();

    @Test
    void redoingTheFilesConcernedIsAsGoodAsStartingAfresh() throws Exception {
        long seed = Long.getLong("seed", 20_261_120);
        for (int i = 0; i < ARCHIVES; i++) {
            random = new Random(seed + i);
            try {
                history();
            } catch (AssertionError e) {
                throw new AssertionError("seed " + (seed + i), e);
            }
        }
    }

    private void history() throws Exception {
        empty(metadb);
        writeArchive();
        run(metadb);
        for (int change = 0; change < CHANGES; change++) {
            Set<String> marked = random.nextInt(3) == 0 && !numbers.isEmpty() ? remove() : add();
            CentrifugationResult result = run(metadb);
            assertThat(result.files().reprocessed()).isEqualTo(marked.size());
            empty(fresh);
            run(fresh);
            for (String query : CONTENT) {
                assertThat(metadb.query(query)).as(query).containsExactlyInAnyOrderElementsOf(fresh.query(query));
            }
            assertThat(count("feeder_file")).isZero();
        }
    }

    private static void empty(MetaDbFixture database) throws Exception {
        database.execute("""
                TRUNCATE autoclaved, report, measurement, input, residual, software, domain, tcp, dns_a, vanilla_tor,
                    http_control, http_request, http_request_fp, http_verdict, badmeta, badrow, badblob, feeder_file,
                    ooexpl_bucket_msm_count, ooexpl_daily_msm_count, ooexpl_wc_confirmed, ooexpl_wc_input_counts
                """);
    }

    private CentrifugationResult run(MetaDbFixture database) throws Exception {
        return centrifugation(database, Feeders.load(Feeder.class.getClassLoader()))
                .run(BUCKET, Progress.NONE);
    }

    private Set<String> add() throws Exception {
        Set<Integer> added = new HashSet<>();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            Fingerprint fingerprint = fingerprint();
            int number = change(metadb, table -> table.numberOf(fingerprint).isPresent() ? 0 : table.add(fingerprint));
            if (number > 0) {
                change(fresh, table -> table.add(fingerprint));
                added.add(number);
            }
        }
        numbers.addAll(added);
        return names(fingerprints(metadb).mark(added).files());
    }

    private Set<String> remove() throws Exception {
        int number = new ArrayList<>(numbers).get(random.nextInt(numbers.size()));
        numbers.remove(number);
        change(fresh, table -> table.remove(number));
        return names(change(metadb, table -> table.remove(number).orElseThrow()).files());
    }

    private static Fingerprints fingerprints(MetaDbFixture database) {
        return new Fingerprints(new MetaDb(database.dataSource()));
    }

    private static <T> T change(MetaDbFixture database, Fingerprints.Change<T> change) throws Exception {
        return fingerprints(database).change(change);
    }

    private static Set<String> names(List<AffectedFile> files) {
        Set<String> names = new HashSet<>();
        files.forEach(file -> names.add(file.filename()));
        return names;
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private Fingerprint fingerprint() {
        String country = any(COUNTRIES);
        return switch (random.nextInt(4)) {
            case 0 -> Fingerprint.ofHeaderPrefix(country, any(HEADERS).toUpperCase(Locale.ROOT), any(WORDS));
            case 1 -> Fingerprint.ofHeaderValue(country, any(HEADERS), any(WORDS));
            default -> Fingerprint.ofBody(country, any(WORDS));
        };
    }

    private void writeArchive() throws Exception {
        BucketForge forge = bucket();
        for (int i = 0; i < 8; i++) {
            List<ObjectNode> data = new ArrayList<>();
            String test = any(List.of("web_connectivity", "web_connectivity", "http_requests", "ndt"));
            String country = any(List.of("'XA'", "'XB'", "null"));
            for (int n = random.nextInt(4); n >= 0; n--) {
                data.add(datum(test, country, i + "/" + n));
            }
            forge.report(i % 5 + ".lz4", i + ".json", data.toArray(ObjectNode[]::new));
        }
        forge.write();
    }

    private ObjectNode datum(String test, String country, String input) {
        List<String> requests = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            requests.add(
                    request(test.equals("http_requests") ? SampleData.tor(random.nextInt(4) == 0) : "", response()));
        }
        ObjectNode datum = SampleData.requests(requests.toArray(String[]::new));
        datum.put("test_name", test).put("input", input);
        datum.set("probe_cc", SampleData.json(country));
        return random.nextInt(4) == 0 ? withVerdict(datum) : datum;
    }

    private static ObjectNode withVerdict(ObjectNode datum) {
        datum.withObject("/test_keys").put("blocking", "dns");
        return datum;
    }

    /** Some are refused by http_request, and some by PostgreSQL. */
    private String response() {
        String code = any(List.of("200", "200", "200", "200", "200", "200", "0", "200.5"));
        String body = any(List.of("null", "''", "'alpha'", "'alpha beta gamma'", "'delta'"));
        return random.nextInt(10) == 0
                ? "null"
                : "{'code': " + code + ", 'body': " + body + ", 'headers': {" + header() + "}}";
    }

    private String header() {
        String value = any(List.of(
                "'alpha'", "'alpha'", "'beta'", "'gamma alpha'", "''", "5", "{'data': '/w==', 'format': 'base64'}"));
        return random.nextInt(3) == 0 ? "" : "'" + any(List.of("VIA", "Location", "Server")) + "': " + value;
    }
}
