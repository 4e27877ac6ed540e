package org.ooni.pipeline.sample;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** {@code web_connectivity}: a page as the probe and as the control vantage point saw it. */
final class WebConnectivityReports implements SampleTest {
    /** Where lying resolvers send their users. */
    private static final String BLOCK_ADDRESS = "203.0.113.250";

    private static final byte[] PIXEL = Base64.getDecoder().decode("R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=");

    @Override
    public String name() {
        return "web_connectivity";
    }

    @Override
    public String version() {
        return "0.3.2";
    }

    @Override
    public boolean isYaml() {
        return false;
    }

    @Override
    public List<String> options() {
        return List.of("--file", "$citizenlab_global_urls");
    }

    @Override
    public Measurement measure(Dice dice, Probe probe, PageBytes pages, int number) {
        Site site = Site.pick(dice);
        WebVerdict verdict = WebVerdict.pick(dice, probe.country(), number);
        String title = probe.country().language().words(dice, dice.between(2, 6));
        String page = HtmlPage.of(dice, probe.country().language(), site, title, pages.pick(dice));
        Fields keys = new Fields()
                .set("agent", "redirect")
                .set("client_resolver", probe.resolver())
                .set("control", control(dice, site, verdict, title, HtmlPage.size(page)))
                .set("control_failure", null)
                .set("queries", queries(dice, site, verdict))
                .set("requests", requests(dice, probe, site, verdict, page))
                .set("retries", 1)
                .set("socksproxy", null)
                .set("tcp_connect", connections(site, verdict))
                .setAll(verdict(dice, verdict));
        return new Measurement(site.url(), dice.decimal(100_000, 30_000_000, 6), keys);
    }

    /** One attempt to connect, as in {@code tcp_connect}. */
    static Fields connection(String address, int port, String failure) {
        Fields status = new Fields()
                .set("blocked", failure != null)
                .set("failure", failure)
                .set("success", failure == null);
        return new Fields().set("ip", address).set("port", port).set("status", status);
    }

    private static List<Fields> connections(Site site, WebVerdict verdict) {
        String failure = verdict.isConnected() ? null : verdict.failure();
        List<Fields> connections = new ArrayList<>();
        for (String address : resolved(site, verdict)) {
            Fields connection = connection(address, site.port(), failure);
            if (verdict == WebVerdict.DOWN) {
                Fields status = new Fields().set("blocked", false).set("failure", failure);
                connection.set("status", status.set("success", false));
            }
            connections.add(connection);
        }
        return connections;
    }

    /** What the probe's resolver said. */
    private static List<String> resolved(Site site, WebVerdict verdict) {
        return switch (verdict) {
            case DNS -> List.of(BLOCK_ADDRESS);
            case NO_SUCH_NAME -> List.of();
            case OPEN, TCP, HTTP_FAILURE, BLOCK_PAGE, DOWN -> site.addresses();
        };
    }

    private static List<Fields> queries(Dice dice, Site site, WebVerdict verdict) {
        Integer ttl = dice.oneIn(2) ? dice.between(30, 3600) : null;
        List<Fields> answers = new ArrayList<>();
        if (site.alias() != null && verdict.isResolvedRightly()) {
            answers.add(answer("CNAME", "hostname", site.alias(), ttl));
        }
        for (String address : resolved(site, verdict)) {
            answers.add(answer("A", "ipv4", address, ttl));
        }
        return List.of(new Fields()
                .set("answers", answers)
                .set("failure", verdict == WebVerdict.NO_SUCH_NAME ? verdict.failure() : null)
                .set("hostname", site.host())
                .set("query_type", "A")
                .set("resolver_hostname", null)
                .set("resolver_port", null));
    }

    private static Fields answer(String type, String key, String value, Integer ttl) {
        return new Fields().set("answer_type", type).set(key, value).set("ttl", ttl);
    }

    private static List<Fields> requests(Dice dice, Probe probe, Site site, WebVerdict verdict, String page) {
        if (!verdict.isConnected()) {
            return List.of();
        }
        if (!verdict.isPageServed()) {
            return List.of(HttpExchange.of("GET", site.url(), verdict.failure(), null));
        }
        Object body = verdict == WebVerdict.OPEN ? page : probe.country().blockPage();
        if (verdict == WebVerdict.OPEN && dice.oneIn(40)) {
            body = PIXEL;
        }
        int length = body instanceof String text ? HtmlPage.size(text) : PIXEL.length;
        Fields response = HttpExchange.response(200, HttpExchange.headers(dice, length), body);
        return List.of(HttpExchange.of("GET", site.url(), null, response));
    }

    private static Fields control(Dice dice, Site site, WebVerdict verdict, String title, int pageSize) {
        boolean down = verdict == WebVerdict.DOWN;
        String failure = down ? verdict.failure() : null;
        Fields connections = new Fields();
        for (String address : site.addresses()) {
            Fields connection = new Fields().set("failure", failure).set("status", !down);
            connections.set(address + ":" + site.port(), connection);
        }
        Fields page = new Fields()
                .set("body_length", down ? -1 : pageSize)
                .set("failure", failure)
                .set("headers", down ? new Fields() : HttpExchange.headers(dice, pageSize))
                .set("status_code", down ? -1 : 200)
                .set("title", down ? "" : title);
        return new Fields()
                .set(
                        "dns",
                        new Fields().set("addrs", controlAnswers(dice, site)).set("failure", null))
                .set("http_request", page)
                .set("tcp_connect", connections);
    }

    private static List<String> controlAnswers(Dice dice, Site site) {
        List<String> answers = new ArrayList<>();
        if (site.alias() != null) {
            answers.add(site.alias());
        }
        answers.addAll(site.addresses());
        if (dice.oneIn(5)) {
            answers.add(site.sixthAddress());
        }
        return answers;
    }

    private static Fields verdict(Dice dice, WebVerdict verdict) {
        boolean open = verdict == WebVerdict.OPEN;
        Boolean match = verdict.isPageServed() ? (Boolean) open : null;
        BigDecimal proportion = dice.decimal(open ? 900 : 5, open ? 1000 : 90, 3);
        boolean noName = verdict == WebVerdict.NO_SUCH_NAME;
        return new Fields()
                .set("accessible", open)
                .set("blocking", verdict.blocking())
                .set("body_length_match", match)
                .set("body_proportion", verdict.isPageServed() ? proportion : BigDecimal.ZERO)
                .set("dns_consistency", verdict.isResolvedRightly() ? "consistent" : "inconsistent")
                .set("dns_experiment_failure", noName ? verdict.failure() : null)
                .set("headers_match", match)
                .set("http_experiment_failure", verdict.failure())
                .set("status_code_match", verdict.isPageServed() ? (Boolean) true : null)
                .set("title_match", match);
    }
}
