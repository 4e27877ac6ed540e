package org.ooni.pipeline.cli.query;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Prints the rows of one result after the other. Not for use by several threads. */
interface RowWriter {
    /** A result begins. */
    void begin(List<Column> columns) throws IOException, SQLException;

    /** The row at the cursor. */
    void row(ResultSet cursor) throws IOException, SQLException;

    /** The result is over; all of it has been handed to the output. */
    void end() throws IOException;
}
