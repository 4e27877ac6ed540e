package org.ooni.pipeline.sample;

import java.util.List;

/** A site that probes visit. Its addresses follow from its host, so all reports of all days agree on them. */
record Site(boolean secure, String host, String path) {
    private static final List<String> LABELS = List.of(
            "news", "daily", "radio", "forum", "library", "wiki", "mail", "video", "rights", "shop", "chat", "maps",
            "weather", "blog", "press", "search", "music", "archive", "poker", "health");
    private static final List<String> DOMAINS =
            List.of("example.com", "example.net", "example.org", "media.example", "human.example", "open.test");
    private static final List<String> PATHS =
            List.of("/", "/", "/", "/index.html", "/en/home?ref=1", "/статьи/", "/%E6%96%B0%E9%97%BB", "/café#menu");
    private static final List<String> NETWORKS = List.of("192.0.2.", "198.51.100.", "203.0.113.");

    static Site pick(Dice dice) {
        String host = dice.pick(LABELS) + "." + dice.pick(DOMAINS);
        return new Site(dice.oneIn(2), dice.oneIn(2) ? "www." + host : host, dice.pick(PATHS));
    }

    String url() {
        return (secure ? "https://" : "http://") + host + path;
    }

    int port() {
        return secure ? 443 : 80;
    }

    /** One to three addresses, dotted. */
    List<String> addresses() {
        int number = Math.floorMod(host.hashCode(), 80) + 1;
        List<String> all = List.of(address(0, number), address(1, number + 80), address(2, number + 160));
        return all.subList(0, 1 + number % 3);
    }

    private static String address(int network, int number) {
        return NETWORKS.get(network) + number;
    }

    /** An address of the same site in the newer protocol. */
    String sixthAddress() {
        return "2001:db8::" + Integer.toHexString(host.hashCode() & 0xffff);
    }

    /** The name behind the host where it is served by somebody else, or null. */
    String alias() {
        return host.length() % 3 == 0 ? "edge-" + host.length() + ".cdn.example" : null;
    }
}
