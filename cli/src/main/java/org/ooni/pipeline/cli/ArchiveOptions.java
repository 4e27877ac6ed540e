package org.ooni.pipeline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.ooni.pipeline.autoclaving.admission.AdmissionRules;
import org.ooni.pipeline.cli.state.BucketState;
import org.ooni.pipeline.cli.state.Roots;
import org.ooni.pipeline.cli.state.Sensor;
import picocli.CommandLine.Mixin;

/** All that the sensor looks at. */
final class ArchiveOptions {
    @Mixin
    private RootOptions root;

    @Mixin
    private RootOptions.ReportsRaw reportsRaw;

    @Mixin
    private RootOptions.Canned canned;

    @Mixin
    private RootOptions.Autoclaved autoclaved;

    @Mixin
    private RootOptions.Admission admission;

    Roots roots() {
        return new Roots(reportsRaw.of(root), canned.of(root), autoclaved.of(root));
    }

    Path cannedRoot() {
        return canned.of(root);
    }

    /** What is done with a look. */
    @FunctionalInterface
    interface Looking {
        List<BucketState> states() throws IOException, SQLException;
    }

    /** What is done as long as the database is open. */
    @FunctionalInterface
    interface Work {
        void with(Looking looking) throws IOException, SQLException;
    }

    /** Opens the database, if there is one, for as long as {@code work} takes. */
    void look(DatabaseOptions databaseOptions, Work work) throws IOException, SQLException {
        Roots roots = roots();
        AdmissionRules rules = admission.rules(root);
        if (!databaseOptions.exists(root)) {
            work.with(() -> new Sensor(roots, rules).look());
            return;
        }
        try (Database database = databaseOptions.open(root)) {
            work.with(() -> new Sensor(roots, rules).look(Stages.ingested(roots.autoclaved(), database)));
        }
    }
}
