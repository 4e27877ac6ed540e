package org.ooni.pipeline.sample;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.ooni.pipeline.sample.Fields.Tagged;

/** {@code http_requests} of data format 0.1.0: the same page directly and over Tor, headers as lists of lists. */
final class LegacyHttpRequestsReports implements SampleTest {
    /** ISO 8859-1 for "página não encontrada": text of old servers that is not UTF-8. */
    private static final byte[] NOT_FOUND = "página não encontrada".getBytes(StandardCharsets.ISO_8859_1);

    @Override
    public String name() {
        return "http_requests";
    }

    @Override
    public String version() {
        return "0.2.4";
    }

    @Override
    public boolean isYaml() {
        return true;
    }

    @Override
    public List<String> options() {
        return List.of("-f", "citizenlab-urls-global.txt", "-t", "400");
    }

    @Override
    public Measurement measure(Dice dice, Probe probe, PageBytes pages, int number) {
        Site site = Site.pick(dice);
        String failure = dice.oneIn(5) ? "connection_refused_error" : null;
        Object body = dice.oneIn(10) ? NOT_FOUND : page(dice, probe, site, pages);
        Fields direct = session(site.url(), false, failure, response(dice, body));
        Fields overTor = session("s" + site.url(), true, null, response(dice, body));
        Fields keys = new Fields()
                .set("agent", "agent")
                .set("body_length_match", failure == null ? (Boolean) true : null)
                .set("body_proportion", failure == null ? dice.decimal(80, 100, 2) : null)
                .set("control_failure", null)
                .set("experiment_failure", failure)
                .set("factor", new BigDecimal("0.8"))
                .set("headers_diff", new Tagged("!!set", headersDiff(dice)))
                .set("headers_match", failure == null)
                .set("requests", List.of(direct, overTor))
                .set("socksproxy", null);
        return new Measurement(input(dice, site), dice.decimal(100_000, 30_000_000, 6), keys);
    }

    /** Python told text from bytes, and its YAML writer said so. */
    private static Object input(Dice dice, Site site) {
        boolean ascii = site.url().chars().allMatch(c -> c < 0x80);
        return ascii && dice.oneIn(3) ? new Tagged("!!python/unicode", site.url()) : site.url();
    }

    private static String page(Dice dice, Probe probe, Site site, PageBytes pages) {
        Language language = probe.country().language();
        return HtmlPage.of(dice, language, site, language.words(dice, 3), pages.pick(dice));
    }

    private static Fields headersDiff(Dice dice) {
        return dice.oneIn(2) ? new Fields() : new Fields().set("Date", null).set("X-Cache", null);
    }

    private static Fields session(String url, boolean tor, String failure, Fields response) {
        Fields tags = new Fields().set("exit_ip", tor ? "192.0.2.77" : null);
        Fields request = new Fields()
                .set("body", null)
                .set("headers", List.of(header("User-Agent", "Mozilla/5.0 (X11; Linux i686; rv:10.0)")))
                .set("method", "GET")
                .set("tor", tags.set("exit_name", tor ? "exitexample" : null).set("is_tor", tor))
                .set("url", url);
        Fields session = new Fields();
        if (failure != null) {
            session.set("failure", failure);
        }
        return session.set("request", request).set("response", failure == null ? response : null);
    }

    private static Fields response(Dice dice, Object body) {
        int length = body instanceof String text ? HtmlPage.size(text) : NOT_FOUND.length;
        List<Object> headers = new ArrayList<>();
        headers.add(header("Content-Type", "text/html"));
        headers.add(header("Content-Length", Integer.toString(length)));
        // Looks like a sexagesimal number, and must stay text.
        headers.add(header("X-Cache-Age", dice.between(10, 59) + ":" + dice.between(10, 59) + ":30"));
        headers.add(List.of("Set-Cookie", List.of("a=" + dice.hex(8), "b=" + dice.hex(8))));
        return new Fields()
                .set("body", body)
                .set("code", body instanceof String ? 200 : 404)
                .set("headers", headers);
    }

    private static List<Object> header(String name, String value) {
        return List.of(name, List.of(value));
    }
}
