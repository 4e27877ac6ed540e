package org.ooni.pipeline.cli.stage;

import java.io.IOException;
import java.sql.SQLException;
import org.ooni.pipeline.io.Progress;
import org.ooni.pipeline.raw.Bucket;

/** A stage with all its settings, ready for one bucket after the other. */
public interface Stage {
    /** As the command is called. */
    String name();

    /** Bytes of input that {@link #run} will report as progress, as far as a look at the disk tells. */
    long inputBytes(Bucket bucket) throws IOException;

    Summary run(Bucket bucket, Progress progress) throws IOException, SQLException;
}
