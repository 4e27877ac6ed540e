package org.ooni.pipeline.feeder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.SQLException;
import org.ooni.pipeline.metadb.RowWriter;
import org.ooni.pipeline.metadb.Table;

/**
 * Copies part of a measurement into one table, then erases from it what the rows now hold.
 *
 * <p>Found by {@link java.util.ServiceLoader}, so it needs a public constructor without parameters. One instance may
 * serve several buckets at a time: it keeps no state between calls. One that needs a state, or something from outside,
 * makes a Feeder for each thread in {@link #open}, which only feeds and erases; {@link #prepare} and {@link #settle} are
 * called on the one that was loaded. It does no I/O but in these two, and it refuses a measurement by throwing {@link
 * DatumException}, which costs that measurement the rows of this Feeder and leaves a hash in {@code measurement.exc}.
 *
 * <p>Deliberately without access to the report, to other Feeders, or to other measurements.
 */
public interface Feeder {
    /** Where its rows are copied to, and the columns of a row; the first is {@code msm_no}. */
    Table table();

    /** The table in which its rows are in the end, if {@link #settle} moves them on to another one. */
    default String dataTable() {
        return table().name();
    }

    /**
     * Rows written by this code version or a later one are still good. At most {@code CodeVer.CURRENT}.
     *
     * <p>A Feeder from outside the tree counts versions of its own here, from 1: when the number grows, all files are
     * read again for it.
     */
    int minCodeVer();

    /**
     * The last of the migrations that a plug-in's jar brings in {@code db/feeder/<dataTable>/migration}, {@code
     * V01__name.sql} and so on, each with its undoing in {@code db/feeder/<dataTable>/rollback}, {@code 01__name.sql}.
     * No row is written while the database is at another one. 0: somebody else makes the table.
     */
    default int schemaVersion() {
        return 0;
    }

    /**
     * The Feeder for one bucket and one thread, with what it needs in its hands; only such ones are fed from. There is
     * one for each thread, and which measurements it meets is not known. A Feeder that needs nothing is it itself.
     */
    default Feeder open(FeederContext context) {
        return this;
    }

    /** Makes what rows are copied to, if that is a temporary table, inside a bucket's transaction. */
    default void prepare(Connection connection) throws SQLException {}

    /** Writes zero or more rows about {@code datum}, which it must leave as it is. */
    void feed(int msmNo, JsonNode datum, RowWriter rows);

    /**
     * Removes from {@code datum} all that this Feeder understands. Every Feeder has fed before the first one erases. If
     * it throws, what it had removed by then stays removed.
     */
    void erase(ObjectNode datum);

    /** Moves rows on after all COPYs of a bucket, inside its transaction. */
    default void settle(Connection connection) throws SQLException {}
}
