package org.ooni.pipeline.feeder;

import java.sql.Connection;
import java.sql.SQLException;
import org.ooni.pipeline.metadb.CopySink;
import org.ooni.pipeline.metadb.RowWriter;
import org.ooni.pipeline.metadb.Table;

/** Measurements that the spine refused, in order of occurrence (Feeder rules §1.7). Not thread-safe. */
public final class BadMeta {
    private static final Table TABLE =
            Table.of("badmeta_", "occurrence", "autoclaved_no", "report_no", "exc_report", "exc_measurement");

    private final CopySink sink;
    private final RowWriter row = new RowWriter(TABLE);
    private long count;

    public BadMeta(Connection connection) throws SQLException {
        this.sink = CopySink.strict(connection, TABLE);
    }

    /** The report part failed with that hash. */
    public void addReportFailure(int autoclavedNo, int reportNo, int hash) throws SQLException {
        row.integer(++count)
                .integer(autoclavedNo)
                .integer(reportNo)
                .integer(hash)
                .text(null)
                .end();
        sink.take(row);
    }

    /** The measurement part failed with that hash. */
    public void addMeasurementFailure(int autoclavedNo, int reportNo, int hash) throws SQLException {
        row.integer(++count)
                .integer(autoclavedNo)
                .integer(reportNo)
                .text(null)
                .integer(hash)
                .end();
        sink.take(row);
    }

    public long count() {
        return count;
    }

    public void flush() throws SQLException {
        sink.flush();
    }
}
