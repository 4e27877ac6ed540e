package org.ooni.pipeline.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.ooni.pipeline.cli.help.HelpFiles;
import org.ooni.pipeline.cli.help.ProgramName;
import picocli.CommandLine;

/** Makes man pages and completions of the commands. The build runs it; it is no command itself. */
public final class WriteHelp {
    private WriteHelp() {}

    /** Arguments: the directory to write to, the program's name, its version, and the time of the build. */
    public static void main(String[] args) throws IOException {
        CommandLine line = Main.commandLine(new Failures(() -> false));
        ProgramName.give(line, args[1]);
        new HelpFiles(Path.of(args[0]), args[1] + " " + args[2], args[3].substring(0, 10)).write(line);
    }
}
