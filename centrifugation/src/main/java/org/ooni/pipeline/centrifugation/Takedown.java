package org.ooni.pipeline.centrifugation;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.feeder.Feeders;
import org.ooni.pipeline.metadb.Table;

/**
 * Takes out of the database what a plan replaces (Feeder rules §5.4, §5.5): of a reprocessed file the rows of the tables
 * that are redone, of a reingested or forgotten file everything. First {@link #find}, then, when the numbers that stay
 * are known, {@link #delete}.
 */
final class Takedown {
    /** Tables that are no Feeder's, whatever {@code feeder_file} may say. */
    private static final Set<String> SPINE = Set.of("autoclaved", "report", "measurement", "badmeta", "badrow");

    private final Connection connection;
    private final IngestPlan plan;

    Takedown(Connection connection, IngestPlan plan) {
        this.connection = connection;
        this.plan = plan;
    }

    /** Fills the temporary tables of files and measurements that lose rows. */
    void find(List<Feeder> feeders) throws SQLException {
        addFeeders(feeders);
        addReprocessed();
        Set<String> gone = new TreeSet<>(plan.reingest());
        gone.addAll(plan.forget());
        try (PreparedStatement insert = connection.prepareStatement(Script.text("GoneFiles.sql"))) {
            insert.setArray(1, texts(gone));
            insert.execute();
        }
        Script.run(connection, "OldMeasurements.sql");
    }

    private void addFeeders(List<Feeder> feeders) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO this_feeder VALUES (?, ?, ?, ?)")) {
            for (Feeder feeder : feeders) {
                insert.setString(1, feeder.dataTable());
                insert.setString(2, feeder.table().name());
                insert.setInt(3, feeder.minCodeVer());
                insert.setBoolean(4, !Feeders.isBuiltIn(feeder));
                insert.addBatch();
            }
            for (String absent : plan.absentPlugIns()) {
                insert.setString(1, absent);
                insert.setString(2, absent);
                insert.setObject(3, null, Types.INTEGER);
                insert.setBoolean(4, true);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void addReprocessed() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(Script.text("RedoFile.sql"))) {
            for (Map.Entry<String, Set<String>> file : plan.reprocess().entrySet()) {
                insert.setArray(1, texts(file.getValue()));
                insert.setString(2, file.getKey());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private Array texts(Collection<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }

    /** Deletes the rows. */
    void delete() throws SQLException {
        if (plan.reingest().isEmpty()
                && plan.forget().isEmpty()
                && plan.reprocess().isEmpty()) {
            return;
        }
        for (String table : featureTables()) {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("DELETE FROM " + table + " t USING old_measurement o JOIN redo_file d"
                        + " USING (autoclaved_no) WHERE t.msm_no = o.msm_no AND d.tbl = '" + table + "'");
            }
        }
        Script.run(connection, "OldBadRows.sql");
        Script.run(connection, "OldFiles.sql");
    }

    /** Those that are there: the table of a plug-in that is gone may be gone, too. */
    private List<String> featureTables() throws SQLException {
        Set<String> names = new LinkedHashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT DISTINCT tbl FROM redo_file ORDER BY tbl")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        List<String> tables = new ArrayList<>();
        for (String name : names) {
            if (!plan.absentPlugIns().contains(name) || isFeatureTable(name)) {
                tables.add(name);
            }
        }
        return tables;
    }

    private boolean isFeatureTable(String name) throws SQLException {
        if (!Table.isPlainName(name) || SPINE.contains(name)) {
            return false;
        }
        try (PreparedStatement select = connection.prepareStatement(Script.text("FeatureTable.sql"))) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
