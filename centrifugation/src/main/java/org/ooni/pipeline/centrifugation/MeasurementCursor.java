package org.ooni.pipeline.centrifugation;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Queue;
import org.ooni.pipeline.io.FileDigest;
import org.ooni.pipeline.io.Sha1;
import org.ooni.pipeline.metadb.SqlFile;

/**
 * The measurements that were loaded, by file and place, a batch at a time. A declared cursor and not an open result,
 * because COPYs use the connection between two batches; it must be older than their savepoints.
 */
final class MeasurementCursor {
    private static final String FETCH = "FETCH FORWARD 1000 FROM measurements";

    private final Connection connection;
    private final Queue<MeasurementPlace> batch = new ArrayDeque<>();

    private MeasurementCursor(Connection connection) {
        this.connection = connection;
    }

    static MeasurementCursor open(Connection connection) throws SQLException {
        try (Statement declare = connection.createStatement()) {
            declare.execute(SqlFile.beside(MeasurementCursor.class, "MeasurementCursor.sql"));
        }
        return new MeasurementCursor(connection);
    }

    /** The next one, or null at the end. */
    MeasurementPlace next() throws SQLException {
        if (batch.isEmpty()) {
            fetch();
        }
        return batch.poll();
    }

    private void fetch() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(FETCH)) {
            while (rows.next()) {
                batch.add(place(rows));
            }
        }
    }

    private static MeasurementPlace place(ResultSet row) throws SQLException {
        return new MeasurementPlace(
                row.getString("filename"),
                new FileDigest(row.getLong("file_size"), row.getInt("file_crc32"), Sha1.of(row.getBytes("file_sha1"))),
                row.getInt("autoclaved_no"),
                row.getInt("report_no"),
                row.getInt("msm_no"),
                row.getLong("frame_off"),
                row.getInt("frame_size"),
                row.getInt("frame_text_size"),
                row.getInt("intra_off"),
                row.getInt("intra_size"));
    }
}
