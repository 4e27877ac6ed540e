package org.ooni.pipeline.metadb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/** Groups of reports that are the same under several names: the table {@code repeated_report}. */
public final class RepeatedReports {
    private RepeatedReports() {}

    /** Names of all reports of the groups that these reports are in, their own included. */
    public static SortedSet<String> groupsOf(Connection connection, Collection<String> textnames) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(SqlFile.beside(RepeatedReports.class, "RepeatedGroups.sql"))) {
            select.setArray(1, connection.createArrayOf("text", textnames.toArray()));
            SortedSet<String> names = new TreeSet<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        }
    }

    /** Takes these reports out of their groups; returns how many were in one. */
    public static int forget(Connection connection, Collection<String> textnames) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM repeated_report WHERE textname = ANY (?)")) {
            delete.setArray(1, connection.createArrayOf("text", textnames.toArray()));
            return delete.executeUpdate();
        }
    }
}
