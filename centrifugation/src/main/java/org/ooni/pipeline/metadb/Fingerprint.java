package org.ooni.pipeline.metadb;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * How a block page is known: by a text in its body, or by a header, whose value or its beginning is given.
 *
 * @param country where it counts, {@code ZZ} for everywhere
 * @param bodySubstring or null
 * @param header its name, or null; with one of the next two
 * @param headerPrefix or null
 * @param headerValue or null
 */
public record Fingerprint(
        int number, String country, String bodySubstring, String header, String headerPrefix, String headerValue) {
    /** All that the database knows, by number. */
    public static List<Fingerprint> all(Connection connection) throws SQLException {
        List<Fingerprint> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM fingerprint ORDER BY fingerprint_no")) {
            while (rows.next()) {
                all.add(new Fingerprint(
                        rows.getInt("fingerprint_no"),
                        rows.getString("origin_cc"),
                        rows.getString("body_substr"),
                        rows.getString("header"),
                        rows.getString("header_prefix"),
                        rows.getString("header_value")));
            }
        }
        return all;
    }
}
