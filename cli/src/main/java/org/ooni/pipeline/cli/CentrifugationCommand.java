package org.ooni.pipeline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pipeline centrifugation}. */
@Command(
        name = "centrifugation",
        description = {
            "Fills the database from the public archive: one transaction a bucket.",
            "Files that are in the database already, unchanged, are skipped."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  pipeline centrifugation --root /data --bucket 2017-01-01",
            "  pipeline centrifugation --autoclaved-root /public/autoclaved --bucket 2017-01-01 \\",
            "      --postgres 'host=db.example user=pipeline dbname=metadb'"
        })
final class CentrifugationCommand implements Callable<Integer> {
    @Mixin
    private StageOptions stage;

    @Mixin
    private RootOptions root;

    @Mixin
    private RootOptions.Autoclaved autoclaved;

    @Mixin
    private DatabaseOptions databaseOptions;

    @Override
    public Integer call() throws IOException, SQLException {
        stage.buckets();
        Path archive = autoclaved.of(root);
        databaseOptions.requireGiven(root);
        RootOptions.existing(archive);
        try (Database database = databaseOptions.open(root)) {
            return stage.run(List.of(Stages.centrifugation(archive, database)));
        }
    }
}
