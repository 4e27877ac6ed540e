package org.ooni.pipeline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.ooni.pipeline.autoclaving.Autoclaving;
import org.ooni.pipeline.autoclaving.sanitise.BridgeDb;
import org.ooni.pipeline.autoclaving.scrub.ScrubbingRules;
import org.ooni.pipeline.cli.demo.DemoFolder;
import org.ooni.pipeline.cli.demo.DemoSummary;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.stage.AutoclavingStage;
import org.ooni.pipeline.cli.stage.CanningStage;
import org.ooni.pipeline.cli.stage.Stage;
import org.ooni.pipeline.report.Slicer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code pipeline demo}. */
@Command(
        name = "demo",
        description = {
            "Makes up a day of reports, takes it through the three stages into the embedded database, and tells what"
                    + " came of it.",
            "Works in ./demo unless --root gives another folder, which must be empty or a demo's."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  pipeline demo", "  pipeline demo --root /tmp/demo"})
final class DemoCommand implements Callable<Integer> {
    @Mixin
    private RootOptions root;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, SQLException {
        DemoFolder folder = new DemoFolder(root.root().orElse(Path.of("demo")));
        if (!folder.isPrepared()) {
            spec.commandLine().getErr().println("making up a day of reports in " + folder.root() + " …");
        }
        folder.prepare();
        try (Database database = Database.embedded(folder.root().resolve("metadb"), System.getenv())) {
            database.migrate();
            ExitCode code = Stages.loop(spec, false).run(List.of(DemoFolder.BUCKET), stages(folder, database));
            if (code == ExitCode.DONE) {
                new DemoSummary(
                                folder,
                                database.dataSource(),
                                spec.commandLine().getOut())
                        .print();
            }
            return code.number();
        }
    }

    private static List<Stage> stages(DemoFolder folder, Database database) throws IOException, SQLException {
        int threads = Runtime.getRuntime().availableProcessors();
        Autoclaving autoclaving = new Autoclaving(
                folder.canned(),
                folder.autoclaved(),
                BridgeDb.read(folder.bridgeDb()),
                ScrubbingRules.none(),
                Slicer.DEFAULT_MAX_BLOB,
                threads);
        return List.of(
                new CanningStage(folder.reportsRaw(), folder.canned(), threads),
                new AutoclavingStage(folder.canned(), autoclaving, true),
                Stages.centrifugation(folder.autoclaved(), database, threads));
    }
}
