package org.ooni.pipeline.cli.postgres;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.ooni.pipeline.cli.exit.CommandException;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * A PostgreSQL server, and how to log in there but for the password.
 *
 * <p>The password is never part of it: command lines are seen by every user of a machine and kept in histories.
 *
 * @param hosts tried in this order, each at the port of the same place
 * @param driver further settings, by the names of the JDBC driver
 */
public record PostgresDsn(
        List<String> hosts, List<Integer> ports, String database, String user, Map<String, String> driver) {
    private static final String JDBC = "jdbc:";
    private static final int LAST_PORT = 65_535;

    /** libpq's keyword, and the driver's name for it. */
    private static final Map<String, PGProperty> DRIVER_NAMES = Map.of(
            "application_name", PGProperty.APPLICATION_NAME,
            "channel_binding", PGProperty.CHANNEL_BINDING,
            "connect_timeout", PGProperty.CONNECT_TIMEOUT,
            "options", PGProperty.OPTIONS,
            "require_auth", PGProperty.REQUIRE_AUTH,
            "sslcert", PGProperty.SSL_CERT,
            "sslkey", PGProperty.SSL_KEY,
            "sslmode", PGProperty.SSL_MODE,
            "sslrootcert", PGProperty.SSL_ROOT_CERT);

    /** What the driver calls the parts of its URL. */
    private static final Map<String, String> JDBC_NAMES = Map.of(
            PGProperty.PG_HOST.getName(), "host",
            PGProperty.PG_PORT.getName(), "port",
            PGProperty.PG_DBNAME.getName(), "dbname");

    /** libpq's variables for what the text leaves out. */
    private static final Map<String, String> VARIABLES = Map.of(
            "host", "PGHOST",
            "port", "PGPORT",
            "user", "PGUSER",
            "dbname", "PGDATABASE",
            "sslmode", "PGSSLMODE");

    public PostgresDsn {
        hosts = List.copyOf(hosts);
        ports = List.copyOf(ports);
        driver = Map.copyOf(driver);
    }

    /**
     * Reads any of the three forms; what it leaves out comes from libpq's variables, then from libpq's defaults
     * (but {@code localhost} instead of a Unix socket, which Java does not reach).
     *
     * @throws CommandException wrong use, when the text has no such form, names a Unix socket, or holds a password;
     *     the message never repeats the text
     */
    public static PostgresDsn parse(String text, Map<String, String> environment) {
        Map<String, String> given = settings(text.strip());
        Map<String, String> driver = new LinkedHashMap<>();
        Map<String, String> settings = new LinkedHashMap<>();
        VARIABLES.forEach((keyword, variable) -> {
            if (!environment.getOrDefault(variable, "").isEmpty()) {
                settings.put(keyword, environment.get(variable));
            }
        });
        given.forEach((keyword, value) -> {
            if (!value.isEmpty()) {
                settings.put(keyword, value);
            }
        });
        String user = take(settings, "user", System.getProperty("user.name"));
        String database = take(settings, "dbname", user);
        List<String> hosts = hosts(take(settings, "host", "localhost"));
        List<Integer> ports = ports(take(settings, "port", "5432"), hosts.size());
        settings.forEach((keyword, value) -> driver.put(driverName(keyword, isJdbc(text)), value));
        return new PostgresDsn(hosts, ports, database, user, driver);
    }

    /**
     * Connects as this says, with sessions in UTC; connects to nothing yet.
     *
     * @param environment where to look for {@code PGPASSWORD} and {@code PGPASSFILE}
     * @throws CommandException wrong use, when the password file may be read by others than its owner
     */
    public DataSource dataSource(Map<String, String> environment) {
        UtcDataSource source = new UtcDataSource();
        try {
            for (Map.Entry<String, String> setting : driver.entrySet()) {
                source.setProperty(setting.getKey(), setting.getValue());
            }
        } catch (SQLException e) {
            throw CommandException.usage("--postgres: " + e.getMessage());
        }
        source.setServerNames(hosts.toArray(String[]::new));
        source.setPortNumbers(ports.stream().mapToInt(Integer::intValue).toArray());
        source.setDatabaseName(database);
        source.setUser(user);
        String password = environment.getOrDefault("PGPASSWORD", "");
        if (password.isEmpty()) {
            // The driver looks the password up there by itself, at each connection.
            PasswordFile.of(environment, Path.of(System.getProperty("user.home")))
                    .check();
        } else {
            source.setPassword(password);
        }
        return source;
    }

    private static boolean isJdbc(String text) {
        return text.strip().startsWith(JDBC);
    }

    private static Map<String, String> settings(String text) {
        Map<String, String> settings = isJdbc(text)
                ? jdbcSettings(text)
                : text.matches("(?s)postgres(ql)?://.*") ? PostgresUrl.parse(text) : Conninfo.parse(text);
        if (settings.containsKey("password") || settings.containsKey("sslpassword")) {
            throw passwordInside();
        }
        return settings;
    }

    private static Map<String, String> jdbcSettings(String url) {
        if (url.matches("(?s)jdbc:postgresql://[^/?]*@.*")) {
            throw CommandException.usage("--postgres: a JDBC URL names its user behind: jdbc:postgresql://host/dbname"
                    + "?user=…; a password does not belong there.");
        }
        if (url.matches("(?si).*[?&](ssl)?password=.*")) {
            throw passwordInside();
        }
        Properties parsed = Driver.parseURL(url, new Properties());
        if (parsed == null) {
            throw CommandException.usage("--postgres: the URL is not of the form jdbc:postgresql://host:port/dbname.");
        }
        // Not given above, so the driver has just looked it up; it does so again when it connects.
        parsed.remove(PGProperty.PASSWORD.getName());
        Map<String, String> settings = new LinkedHashMap<>();
        for (String name : parsed.stringPropertyNames()) {
            settings.put(JDBC_NAMES.getOrDefault(name, name), parsed.getProperty(name));
        }
        return settings;
    }

    private static CommandException passwordInside() {
        return CommandException.usage("--postgres: no password here, please: other users of this machine see it. Set"
                + " PGPASSWORD, or write it into ~/.pgpass (mode 0600) as host:port:dbname:user:password.");
    }

    private static String take(Map<String, String> settings, String keyword, String otherwise) {
        String value = settings.remove(keyword);
        return value == null ? otherwise : value;
    }

    private static List<String> hosts(String text) {
        List<String> hosts = new ArrayList<>();
        for (String host : text.split(",", -1)) {
            if (host.startsWith("/") || host.startsWith("@")) {
                throw CommandException.usage("--postgres: Java does not reach the Unix socket " + host
                        + "; give host=localhost, and let the server listen there (listen_addresses).");
            }
            hosts.add(host.isEmpty() ? "localhost" : host);
        }
        return hosts;
    }

    /** One port serves all hosts. */
    private static List<Integer> ports(String text, int hosts) {
        String[] given = text.split(",", -1);
        if (given.length != 1 && given.length != hosts) {
            throw CommandException.usage("--postgres: " + given.length + " ports for " + hosts + " hosts.");
        }
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < hosts; i++) {
            String port = given[given.length == 1 ? 0 : i].strip();
            ports.add(port(port.isEmpty() ? "5432" : port));
        }
        return ports;
    }

    private static int port(String text) {
        int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
        if (port < 1 || port > LAST_PORT) {
            throw CommandException.usage("--postgres: '" + text + "' is not a port.");
        }
        return port;
    }

    private static String driverName(String keyword, boolean jdbc) {
        PGProperty property = DRIVER_NAMES.get(keyword);
        if (property != null) {
            return property.getName();
        }
        if (jdbc) {
            return keyword;
        }
        throw CommandException.usage("--postgres: the keyword '" + keyword + "' is not supported; these are: host,"
                + " port, user, dbname, "
                + String.join(", ", DRIVER_NAMES.keySet().stream().sorted().toList()) + ".");
    }
}
