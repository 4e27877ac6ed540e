package org.ooni.pipeline.sample;

import java.util.List;

/** The HTTP side of a measurement in data format 0.2.0: requests, responses, headers. */
final class HttpExchange {
    private static final List<String> SERVERS = List.of("nginx", "Apache/2.4.10 (Debian)", "cloudflare", "lighttpd");

    private HttpExchange() {}

    /** {@code response} null and a {@code failure}, or the other way round. */
    static Fields of(String method, String url, String failure, Fields response) {
        return new Fields()
                .set("failure", failure)
                .set("request", request(method, url))
                .set("response", response);
    }

    private static Fields request(String method, String url) {
        Fields headers = new Fields()
                .set("Accept-Language", "en-US;q=0.8,en;q=0.5")
                .set("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
                .set(
                        "User-Agent",
                        "Mozilla/5.0 (Windows NT 6.1) AppleWebKit/537.36 (KHTML, like Gecko)"
                                + " Chrome/47.0.2526.106 Safari/537.36");
        return new Fields()
                .set("body", null)
                .set("headers", headers)
                .set("method", method)
                .set(
                        "tor",
                        new Fields().set("exit_ip", null).set("exit_name", null).set("is_tor", false))
                .set("url", url);
    }

    /** @param body text, or bytes that are no text */
    static Fields response(int code, Fields headers, Object body) {
        return new Fields()
                .set("body", body)
                .set("code", code)
                .set("headers", headers)
                .set("response_line", "HTTP/1.1 " + code + (code < 400 ? " OK" : " Error"));
    }

    static Fields headers(Dice dice, int length) {
        Fields headers = new Fields()
                .set("Content-Type", "text/html; charset=utf-8")
                .set("Server", dice.pick(SERVERS))
                .set("Content-Length", Integer.toString(length));
        if (dice.oneIn(2)) {
            headers.set("Set-Cookie", "sid=" + dice.alphanumeric(26) + "; path=/; HttpOnly");
        }
        if (dice.oneIn(3)) {
            headers.set("ETag", "\"" + dice.hex(16) + "\"").set("Vary", "Accept-Encoding");
        }
        return headers;
    }
}
