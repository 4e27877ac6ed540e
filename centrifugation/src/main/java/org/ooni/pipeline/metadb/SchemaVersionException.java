package org.ooni.pipeline.metadb;

import java.sql.SQLException;

/** The schema of the database is not the one that this program was written for; nothing was touched. */
public final class SchemaVersionException extends SQLException {
    private static final long serialVersionUID = 1L;

    SchemaVersionException(int found, int needed) {
        super("the schema is at V" + found + ", this program needs V" + needed + ": "
                + (found < needed ? "run `db migrate`" : "run a newer program, or `db rollback --to " + needed + "`"));
    }
}
