package org.ooni.pipeline.sample;

import java.util.ArrayList;
import java.util.List;
import org.ooni.pipeline.sample.Fields.Tagged;

/** {@code dns_consistency} of data format 0.1.0: one name asked of several resolvers, answers as Python printed them. */
final class LegacyDnsConsistencyReports implements SampleTest {
    private static final String CONTROL_RESOLVER = "192.0.2.53";
    private static final String FORGED = "203.0.113.251";

    @Override
    public String name() {
        return "dns_consistency";
    }

    @Override
    public String version() {
        return "0.6";
    }

    @Override
    public boolean isYaml() {
        return true;
    }

    @Override
    public List<String> options() {
        return List.of("-b", CONTROL_RESOLVER + ":53", "-f", "domains.txt");
    }

    @Override
    public Measurement measure(Dice dice, Probe probe, PageBytes pages, int number) {
        Site site = Site.pick(dice);
        List<String> resolvers = List.of(probe.resolver(), "198.51.100.153", "203.0.113.153");
        List<Fields> queries = new ArrayList<>();
        queries.add(query(site.host(), CONTROL_RESOLVER, site.addresses(), dice.between(30, 3600)));
        Fields tampering = new Fields();
        for (String resolver : resolvers) {
            boolean forged = dice.oneIn(6);
            boolean silent = !forged && dice.oneIn(8);
            List<String> addresses = forged ? List.of(FORGED) : silent ? List.of() : site.addresses();
            queries.add(query(site.host(), resolver, addresses, dice.between(30, 3600)));
            tampering.set(resolver, silent ? "unknown" : (Object) forged);
        }
        Fields keys = new Fields()
                .set("control_resolver", CONTROL_RESOLVER + ":53")
                .set("queries", queries)
                .set("tampering", tampering)
                .set("test_resolvers", resolvers);
        return new Measurement(site.host(), dice.decimal(100_000, 9_000_000, 6), keys);
    }

    private static Fields query(String host, String resolver, List<String> addresses, int ttl) {
        List<Object> answers = new ArrayList<>();
        for (String address : addresses) {
            answers.add(List.of(
                    "<RR name=" + host + " type=A class=IN ttl=" + ttl + "s auth=False>",
                    "<A address=" + address + " ttl=" + ttl + ">"));
        }
        Fields query = new Fields().set("addrs", addresses).set("answers", answers);
        query.set("failure", addresses.isEmpty() ? "deferred_timeout_error" : null);
        return query.set("query", "[Query('" + host + "', 1, 1)]")
                .set("query_type", "A")
                .set("resolver", new Tagged("!!python/tuple", List.of(resolver, 53)));
    }
}
