package org.ooni.pipeline.centrifugation;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.ooni.pipeline.centrifugation.IngestRefusedException.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the files, reports and measurements of reingested files the numbers that they have in the database, and new ones
 * to those that are not there (Feeder rules §5.3). To be done while the old rows are still there.
 */
final class KeptNumbers {
    private static final Logger LOG = LoggerFactory.getLogger(KeptNumbers.class);

    private final Connection connection;

    KeptNumbers(Connection connection) {
        this.connection = connection;
    }

    /**
     * @param allowRenumber whether new numbers are given also where an old measurement of the same report has found no
     *     match, so that both may be the same
     * @throws IngestRefusedException naming the files where that is so and not allowed
     */
    List<FileChange> assign(boolean allowRenumber) throws SQLException, IngestRefusedException {
        Script.run(connection, "KnownNumbers.sql");
        List<FileChange> changes = new ArrayList<>();
        List<String> ambiguous = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(Script.text("FileChanges.sql"))) {
            while (rows.next()) {
                FileChange change =
                        new FileChange(rows.getString(1), rows.getLong(2), rows.getLong(3), rows.getLong(4));
                changes.add(change);
                if (rows.getBoolean(5)) {
                    ambiguous.add(change.filename());
                }
            }
        }
        if (!ambiguous.isEmpty() && !allowRenumber) {
            throw new IngestRefusedException(Reason.RENUMBERED, ambiguous);
        }
        changes.forEach(change -> LOG.info(
                "{} changed: of its measurements {} are as before, {} new, {} gone",
                change.filename(),
                change.matched(),
                change.fresh(),
                change.gone()));
        Script.run(connection, "FreshNumbers.sql");
        return changes;
    }
}
