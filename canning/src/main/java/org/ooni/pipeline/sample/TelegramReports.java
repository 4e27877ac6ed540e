package org.ooni.pipeline.sample;

import java.util.ArrayList;
import java.util.List;

/** {@code telegram}: access points by TCP and HTTP, and the web version. */
final class TelegramReports implements SampleTest {
    private static final List<String> ACCESS_POINTS =
            List.of("192.0.2.50", "192.0.2.51", "192.0.2.91", "198.51.100.100", "203.0.113.5");
    private static final String NOT_IMPLEMENTED =
            "<html>\r\n<head><title>501 Not Implemented</title></head>\r\n<body>nginx</body>\r\n</html>\r\n";

    @Override
    public String name() {
        return "telegram";
    }

    @Override
    public String version() {
        return "0.3.0";
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
        String failure = dice.oneIn(4) ? "generic_timeout_error" : null;
        List<Fields> requests = new ArrayList<>();
        List<Fields> connections = new ArrayList<>();
        for (String address : ACCESS_POINTS) {
            Fields response =
                    HttpExchange.response(501, HttpExchange.headers(dice, NOT_IMPLEMENTED.length()), NOT_IMPLEMENTED);
            String url = "http://" + address + ":80";
            requests.add(HttpExchange.of("POST", url, failure, failure == null ? response : null));
            connections.add(WebConnectivityReports.connection(address, 443, failure));
            connections.add(WebConnectivityReports.connection(address, 80, failure));
        }
        Fields keys = new Fields()
                .set("agent", "redirect")
                .set("requests", requests)
                .set("socksproxy", null)
                .set("tcp_connect", connections)
                .set("telegram_http_blocking", failure != null)
                .set("telegram_tcp_blocking", failure != null)
                .set("telegram_web_failure", failure)
                .set("telegram_web_status", failure == null ? "ok" : "blocked");
        return new Measurement(null, dice.decimal(1_000_000, 60_000_000, 6), keys);
    }
}
