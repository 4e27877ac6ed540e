package org.ooni.pipeline.metadb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.ooni.pipeline.io.BusyException;
import org.ooni.pipeline.io.Sha1;
import org.ooni.pipeline.raw.Bucket;

/** Groups of reports that are the same under several names: the table {@code repeated_report}. */
public final class RepeatedReports {
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private RepeatedReports() {}

    /** Names of the bucket's reports that are left out, because the same report is used under another name. */
    public static Set<String> unused(Connection connection, Bucket bucket) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT textname FROM repeated_report WHERE NOT used AND starts_with(textname, ?)")) {
            select.setString(1, bucket + "/");
            return names(select);
        }
    }

    /** Names of all reports of the groups that these reports are in, their own included. */
    public static SortedSet<String> groupsOf(Connection connection, Collection<String> textnames) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(SqlFile.beside(RepeatedReports.class, "RepeatedGroups.sql"))) {
            select.setArray(1, connection.createArrayOf("text", textnames.toArray()));
            return names(select);
        }
    }

    private static SortedSet<String> names(PreparedStatement select) throws SQLException {
        SortedSet<String> names = new TreeSet<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /** Rows of these names, and rows with one of these digests, with all others of their groups. */
    public static List<RepeatedReport> known(
            Connection connection, Collection<String> textnames, Collection<Sha1> digests) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(SqlFile.beside(RepeatedReports.class, "RepeatedKnown.sql"))) {
            select.setArray(1, connection.createArrayOf("text", textnames.toArray()));
            select.setArray(
                    2,
                    connection.createArrayOf(
                            "bytea", digests.stream().map(Sha1::bytes).toArray(byte[][]::new)));
            List<RepeatedReport> known = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    ReportContent content = new ReportContent(Sha1.of(rows.getBytes(4)), rows.getString(5));
                    known.add(new RepeatedReport(rows.getInt(1), rows.getBoolean(2), rows.getString(3), content));
                }
            }
            return known;
        }
    }

    /**
     * Keeps others from adding or taking away rows until the transaction ends; readers go on.
     *
     * @throws BusyException when others have kept at it for ten seconds
     */
    public static void lock(Connection connection) throws SQLException, BusyException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = '10s'; LOCK TABLE repeated_report IN SHARE ROW EXCLUSIVE MODE;"
                    + " SET LOCAL lock_timeout = 0");
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw new BusyException("repeated_report is busy: another run is recording duplicates");
            }
            throw e;
        }
    }

    /** Adds rows; {@link #lock} has been called before the plan was made. */
    public static void record(Connection connection, RepeatPlan plan) throws SQLException {
        for (RepeatedReport report : plan.joining()) {
            add(connection, report);
        }
        for (RepeatedGroup group : plan.groups()) {
            int number = nextGroup(connection);
            for (String textname : group.textnames()) {
                add(connection, new RepeatedReport(number, group.uses(textname), textname, group.content()));
            }
        }
    }

    private static int nextGroup(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT nextval('dupgrp_no_seq')::int4")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void add(Connection connection, RepeatedReport report) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO repeated_report VALUES (?, ?, ?, ?, ?)")) {
            insert.setInt(1, report.group());
            insert.setBoolean(2, report.used());
            insert.setString(3, report.textname());
            insert.setBytes(4, report.content().sha1().bytes());
            insert.setBytes(5, HexFormat.of().parseHex(report.content().sha512()));
            insert.executeUpdate();
        }
    }

    /** Buckets of which the database has a report that is not to be used. */
    public static SortedSet<Bucket> bucketsWithUnused(Connection connection) throws SQLException {
        return buckets(connection, "RepeatedUnused.sql");
    }

    /** Buckets of which the database has files, but not a report that is to be used; it may have been refused. */
    public static SortedSet<Bucket> bucketsWithoutUsed(Connection connection) throws SQLException {
        return buckets(connection, "RepeatedUsed.sql");
    }

    private static SortedSet<Bucket> buckets(Connection connection, String query) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery(SqlFile.beside(RepeatedReports.class, query))) {
            SortedSet<Bucket> buckets = new TreeSet<>();
            while (rows.next()) {
                buckets.add(new Bucket(rows.getObject(1, LocalDate.class)));
            }
            return buckets;
        }
    }

    /**
     * Takes these reports out of their groups; returns how many were in one. A group that loses the one that is used
     * uses the first of the others.
     */
    public static int forget(Connection connection, Collection<String> textnames) throws SQLException, BusyException {
        lock(connection);
        SortedSet<String> others = groupsOf(connection, textnames);
        others.removeAll(textnames);
        try (PreparedStatement delete =
                        connection.prepareStatement("DELETE FROM repeated_report WHERE textname = ANY (?)");
                PreparedStatement promote =
                        connection.prepareStatement(SqlFile.beside(RepeatedReports.class, "RepeatedPromote.sql"))) {
            delete.setArray(1, connection.createArrayOf("text", textnames.toArray()));
            int forgotten = delete.executeUpdate();
            promote.setArray(1, connection.createArrayOf("text", others.toArray()));
            promote.executeUpdate();
            return forgotten;
        }
    }
}
