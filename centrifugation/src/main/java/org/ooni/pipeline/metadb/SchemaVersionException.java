package org.ooni.pipeline.metadb;

import java.sql.SQLException;

/** A schema in the database is not the one that this program, or a plug-in, was written for; nothing was touched. */
public final class SchemaVersionException extends SQLException {
    private static final long serialVersionUID = 1L;

    private SchemaVersionException(String message) {
        super(message);
    }

    static SchemaVersionException ofProgram(int found, int needed) {
        return new SchemaVersionException("the schema is at V" + found + ", this program needs V" + needed + ": "
                + (found < needed ? "run `db migrate`" : "run a newer program, or `db rollback --to " + needed + "`"));
    }

    static SchemaVersionException ofPlugIn(String feeder, int found, int needed) {
        return new SchemaVersionException("the plug-in for " + feeder + " needs V" + needed
                + " of its schema, the database has V" + found + ": "
                + (found < needed
                        ? "run `db migrate`"
                        : "put its newer jar back, and there run `db rollback --feeder " + feeder + " --to " + needed
                                + "` if the older one is wanted"));
    }
}
