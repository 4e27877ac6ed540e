package org.ooni.pipeline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.reading.FactsPrinter;
import org.ooni.pipeline.cli.reading.FileInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pipeline info}. */
@Command(
        name = "info",
        description =
                "Tells what is in an autoclaved file or a can, as the index beside it says; the file is not read.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  pipeline info demo/autoclaved/2017-11-23/vanilla_tor.0.tar.lz4",
            "  pipeline info --root demo 2017-11-23/vanilla_tor.0.tar.lz4",
            "  pipeline info --json demo/canned/2017-11-23/vanilla_tor.0.tar.lz4"
        })
final class InfoCommand implements Callable<Integer> {
    @Mixin
    private RootOptions root;

    @Mixin
    private JsonOption json;

    @Parameters(
            paramLabel = "FILE",
            description = "Its path, or its name with the bucket, which is then looked for in the public archive of"
                    + " --root.")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        FileInfo.print(path(), new FactsPrinter(spec.commandLine().getOut(), json.wanted()));
        return ExitCode.DONE.number();
    }

    private Path path() {
        return Files.exists(file)
                ? file
                : root.root()
                        .map(dir -> dir.resolve("autoclaved").resolve(file))
                        .filter(Files::exists)
                        .orElse(file);
    }
}
