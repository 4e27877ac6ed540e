package org.ooni.pipeline.centrifugation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ooni.pipeline.feeder.SampleData.address;
import static org.ooni.pipeline.feeder.SampleData.cname;
import static org.ooni.pipeline.feeder.SampleData.query;
import static org.ooni.pipeline.feeder.SampleData.withKeys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.feeder.Feeders;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.raw.Bucket;

/** {@code dns_a} and its dictionary. Numbers are those of the Feeder rules §8 and §7. */
class DnsRowsTest extends IngestFixture {
    private static final String NAMES = """
            SELECT domain,
                (SELECT array_agg(d.domain ORDER BY n) FROM unnest(control_cname) WITH ORDINALITY AS c (domain_no, n)
                    JOIN domain d USING (domain_no)),
                (SELECT array_agg(d.domain ORDER BY n) FROM unnest(test_cname) WITH ORDINALITY AS c (domain_no, n)
                    JOIN domain d USING (domain_no))
            FROM dns_a JOIN domain USING (domain_no) ORDER BY msm_no, domain
            """;

    private static ObjectNode queries(String... queries) {
        return withKeys("{'queries': [" + String.join(",", queries) + "]}");
    }

    @Test
    void vector18_aRowWithNumbersForNames() throws Exception {
        ingest(withKeys("{'client_resolver': '192.0.2.9', 'control': {'dns': {'failure': null, 'addrs': "
                + "['10.0.0.2', '10.0.0.10', 'z.example', 'c.example', 'z.example']}}, 'queries': ["
                + query(cname("b.example") + "," + cname("a.example") + "," + address("10.0.0.2", "30")) + "]}"));
        assertThat(metadb.query("SELECT control_ip, test_ip, ttl, resolver_hostname, client_resolver, control_failure, "
                        + "test_failure FROM dns_a"))
                .containsExactly(Arrays.asList(
                        "{10.0.0.10,10.0.0.2}", "{10.0.0.2}", "30", "192.0.2.53", "192.0.2.9", null, null));
        assertThat(metadb.query(NAMES))
                .containsExactly(List.of("example.org", "{z.example,c.example,z.example}", "{b.example,a.example}"));
        assertThat(values("SELECT exc FROM measurement")).containsOnlyNulls();
    }

    @Test
    void vectors22And30_severalNames() throws Exception {
        ingest(queries(query(""), query("").replace("example.org", "a.")));
        assertThat(metadb.query(NAMES))
                .containsExactly(Arrays.asList("a.", null, null), Arrays.asList("example.org", null, null));
        assertThat(values("SELECT control_failure FROM dns_a")).containsExactly("[ambiguous]", "[ambiguous]");
    }

    @Test
    @DisplayName("vectors 25, 29, #24: what PostgreSQL refuses costs the row, and the name is not learned")
    void vectors25And29_refusedRows() throws Exception {
        CentrifugationResult result = ingest(
                queries(query(address("1.1.1.1", "true"))),
                queries(query(address("1.1.1.1", "1.5"))),
                queries(query("").replace("192.0.2.53", "resolver.local")),
                queries(query("").replace("'example.org'", "null")),
                queries(query(address("999.1.1.1", "1"))),
                queries(query("").replace("example.org", "good.example")));
        assertThat(result.badRows()).isEqualTo(5);
        assertThat(values("SELECT DISTINCT tbl FROM badrow")).containsExactly("dns_a_");
        assertThat(values("SELECT domain FROM domain")).containsExactly("good.example");
        assertThat(values("SELECT exc FROM measurement")).containsOnlyNulls();
    }

    @Test
    @DisplayName("vectors 27, 28, #9, #10: names that look like nothing")
    void vectors27And28_oddNames() throws Exception {
        ingest(
                queries(query(cname("") + "," + cname("z.example"))),
                queries(query(cname("NULL"))),
                queries(query(cname(""))));
        assertThat(metadb.query(NAMES))
                .containsExactly(
                        Arrays.asList("example.org", null, "{z.example}"),
                        Arrays.asList("example.org", null, "{\"NULL\"}"),
                        Arrays.asList("example.org", null, null));
    }

    @Test
    @DisplayName("#30, #31: only missing names are inserted, in one order")
    void theDictionaryLearnsOnlyWhatIsMissing() throws Exception {
        ingest(queries(query(cname("c.example") + "," + cname("a.example"))), queries(query(cname("B.example"))));
        assertThat(values("SELECT domain FROM domain ORDER BY domain_no"))
                .containsExactly("B.example", "a.example", "c.example", "example.org");
        Bucket next = Bucket.parse("2017-01-02");
        new BucketForge(root, next)
                .report(FILE, "next.json", queries(query(cname("a.example") + "," + cname("d.example"))))
                .write();
        centrifugation(Feeders.load(Feeder.class.getClassLoader())).run(next, Progress.NONE);
        assertThat(metadb.query("SELECT domain_no, domain FROM domain ORDER BY domain_no DESC LIMIT 1"))
                .containsExactly(List.of("5", "d.example"));
        assertThat(value("SELECT last_value FROM domain_domain_no_seq")).isEqualTo("5");
    }

    @Test
    @DisplayName("#12: old times to live are stored")
    void timesToLiveAsText() throws Exception {
        ingest(queries(query(address("1.1.1.1", "'60'"))), queries(query(address("1.1.1.1", "''"))));
        assertThat(values("SELECT ttl FROM dns_a ORDER BY msm_no")).containsExactly("60", null);
    }

    @Test
    @DisplayName("#48: a name that does not fit its index costs the rows, not the bucket")
    void overlongNames() throws Exception {
        CentrifugationResult result = ingest(queries(query("").replace("example.org", "x".repeat(9000))));
        assertThat(result.measurements()).isEqualTo(1);
        assertThat(count("dns_a")).isZero();
        assertThat(value("SELECT array_length(exc, 1) FROM measurement")).isEqualTo("1");
    }
}
