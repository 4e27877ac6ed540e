package org.ooni.pipeline.metadb;

import java.sql.SQLException;

/** Where the number of a {@link Software} comes from. */
@FunctionalInterface
public interface SoftwareNumbers {
    int numberOf(Software software) throws SQLException;
}
