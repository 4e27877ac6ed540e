package org.ooni.pipeline.sample;

import java.util.ArrayList;
import java.util.List;

/** {@code whatsapp}: end points by name and port, the registration service, the web version. */
final class WhatsappReports implements SampleTest {

    @Override
    public String name() {
        return "whatsapp";
    }

    @Override
    public String version() {
        return "0.4.0";
    }

    @Override
    public boolean isYaml() {
        return false;
    }

    @Override
    public List<String> options() {
        return List.of();
    }

    @Override
    public Measurement measure(Dice dice, Probe probe, PageBytes pages, int number) {
        String failure = dice.oneIn(5) ? "connection_reset_error" : null;
        List<Fields> queries = new ArrayList<>();
        List<Fields> connections = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            String address = "192.0.2." + (100 + dice.below(100));
            queries.add(query("e" + i + ".chat.example", address));
            connections.add(WebConnectivityReports.connection(address, 443, null));
            connections.add(WebConnectivityReports.connection(address, 5222, null));
        }
        String body = "{\"status\":\"fail\",\"reason\":\"missing_param\",\"param\":\"in\"}\n";
        Fields response = HttpExchange.response(200, HttpExchange.headers(dice, body.length()), body);
        String url = "https://v.chat.example/v2/register";
        Fields keys = new Fields()
                .set("agent", "agent")
                .set("client_resolver", probe.resolver())
                .set("queries", queries)
                .set("registration_server_status", failure == null ? "ok" : "blocked")
                .set("requests", List.of(HttpExchange.of("GET", url, failure, failure == null ? response : null)))
                .set("tcp_connect", connections)
                .set("whatsapp_endpoints_status", "ok")
                .set("whatsapp_web_failure", failure);
        return new Measurement(null, dice.decimal(1_000_000, 60_000_000, 6), keys);
    }

    private static Fields query(String host, String address) {
        Fields answer =
                new Fields().set("answer_type", "A").set("ipv4", address).set("ttl", null);
        return new Fields()
                .set("answers", List.of(answer))
                .set("failure", null)
                .set("hostname", host)
                .set("query_type", "A")
                .set("resolver_hostname", null)
                .set("resolver_port", null);
    }
}
