package org.ooni.pipeline.cli.postgres;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ooni.pipeline.cli.exit.CommandException;

/** Reads libpq's URL form, {@code postgresql://user@host1:5432,host2/dbname?sslmode=require}, into its keywords. */
final class PostgresUrl {
    private static final Pattern SHAPE =
            Pattern.compile("postgres(?:ql)?://(?:(?<user>[^/?#@:]*)(?<password>:[^/?#@]*)?@)?(?<hosts>[^/?#@]*)"
                    + "(?:/(?<dbname>[^?#/]*))?(?:\\?(?<query>[^#]*))?");
    private static final Pattern HOST = Pattern.compile("(?<host>\\[[0-9A-Fa-f:.%]+]|[^:\\[\\]]*)(?::(?<port>\\d*))?");

    private PostgresUrl() {}

    static Map<String, String> parse(String url) {
        Matcher parts = SHAPE.matcher(url);
        if (!parts.matches()) {
            // The URL may hold a password: it is not repeated.
            throw CommandException.usage("--postgres: the URL is not of the form"
                    + " postgresql://user@host:port/dbname?keyword=value; other characters are written %XX.");
        }
        Map<String, String> settings = new LinkedHashMap<>();
        put(settings, "user", parts.group("user"));
        if (parts.group("password") != null) {
            settings.put("password", "");
        }
        putHosts(settings, parts.group("hosts"));
        put(settings, "dbname", parts.group("dbname"));
        putQuery(settings, parts.group("query"));
        return settings;
    }

    private static void putHosts(Map<String, String> settings, String authority) {
        if (authority.isEmpty()) {
            return;
        }
        List<String> hosts = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        for (String part : authority.split(",", -1)) {
            Matcher host = HOST.matcher(part);
            if (!host.matches()) {
                throw CommandException.usage("--postgres: the URL's host is not of the form host:port.");
            }
            hosts.add(decoded(host.group("host").replaceAll("[\\[\\]]", "")));
            ports.add(host.group("port") == null ? "" : host.group("port"));
        }
        settings.put("host", String.join(",", hosts));
        if (ports.stream().anyMatch(port -> !port.isEmpty())) {
            settings.put("port", String.join(",", ports));
        }
    }

    private static void putQuery(Map<String, String> settings, String query) {
        if (query == null || query.isEmpty()) {
            return;
        }
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (equals < 1) {
                throw CommandException.usage("--postgres: a parameter of the URL lacks its '='.");
            }
            settings.put(decoded(parameter.substring(0, equals)), decoded(parameter.substring(equals + 1)));
        }
    }

    private static void put(Map<String, String> settings, String keyword, String value) {
        if (value != null && !value.isEmpty()) {
            settings.put(keyword, decoded(value));
        }
    }

    private static String decoded(String text) {
        try {
            // Here a plus sign is itself, unlike in a form.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage("--postgres: a '%' in the URL is not followed by two hexadecimal digits.");
        }
    }
}
