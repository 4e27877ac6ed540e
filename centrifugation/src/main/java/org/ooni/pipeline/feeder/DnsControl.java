package org.ooni.pipeline.feeder;

import static org.ooni.pipeline.feeder.Fields.items;
import static org.ooni.pipeline.feeder.Fields.need;
import static org.ooni.pipeline.feeder.Fields.opt;
import static org.ooni.pipeline.feeder.Fields.string;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the control resolved. It says nothing of which name; so it counts for none when there were several.
 *
 * @param ips array literal, or null
 * @param cnames array literal of all that is no IPv4 address, or null
 */
record DnsControl(String ips, String cnames, JsonNode failure) {
    private static final DnsControl AMBIGUOUS = new DnsControl(null, null, TextNode.valueOf("[ambiguous]"));

    static DnsControl of(JsonNode control, Iterable<JsonNode> queries) {
        List<String> ips = new ArrayList<>();
        List<String> cnames = new ArrayList<>();
        for (JsonNode address : items(control, "addrs")) {
            String text = string(address, "addrs");
            (Ipv4Text.is(text) ? ips : cnames).add(text);
        }
        JsonNode failure = opt(control, "failure");
        return hostNames(queries) == 1
                ? new DnsControl(DnsAnswers.sorted(ips), DnsAnswers.array(cnames), failure)
                : AMBIGUOUS;
    }

    private static int hostNames(Iterable<JsonNode> queries) {
        Set<JsonNode> names = new HashSet<>();
        for (JsonNode query : queries) {
            JsonNode name = need(query, "hostname");
            if (name.isContainerNode()) {
                throw new DatumException("a list or an object", "hostname");
            }
            names.add(name);
        }
        return names.size();
    }
}
