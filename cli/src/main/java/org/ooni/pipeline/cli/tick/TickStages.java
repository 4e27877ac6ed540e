package org.ooni.pipeline.cli.tick;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import org.ooni.pipeline.cli.stage.Stage;

/** Makes the stages that a tick runs, when it needs them. */
public interface TickStages {
    /** @param reports names of the files to be canned, of those that no can holds */
    Stage canning(Set<String> reports);

    /** Makes the files that a bucket lacks. */
    Stage autoclaving() throws IOException;

    /** Takes up everything that there is something to do with. */
    Stage centrifugation() throws SQLException;

    /** Takes up files that are new or changed, and leaves those of an older version. */
    Stage centrifugationOfFresh() throws SQLException;
}
