package org.ooni.pipeline.cli;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.ooni.pipeline.cli.exit.ExitCode;
import org.ooni.pipeline.cli.help.ProgramName;
import org.ooni.pipeline.cli.log.ErrorLines;
import picocli.CommandLine;

/** Where every command begins. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the virtual machine with its {@link ExitCode}. */
    public static void main(String[] args) {
        Interruption interruption = Interruption.watch();
        int code = commandLine(new Failures(interruption::begun), System.getenv(), PipelineCommand.calledBy(args))
                .execute(args);
        interruption.finished();
        if (!interruption.begun()) {
            System.exit(code);
        }
    }

    static CommandLine commandLine(Failures failures) {
        return commandLine(failures, System.getenv());
    }

    /** @param environment the variables that stand in for options */
    static CommandLine commandLine(Failures failures, Map<String, String> environment) {
        return commandLine(failures, environment, PipelineCommand.COMMANDS);
    }

    /**
     * @param environment the variables that stand in for options
     * @param commands those that can be called
     */
    static CommandLine commandLine(Failures failures, Map<String, String> environment, List<Class<?>> commands) {
        PipelineCommand pipeline = new PipelineCommand(
                environment, () -> commandLine(failures, environment).getCommandSpec());
        CommandLine line = new CommandLine(pipeline);
        commands.forEach(line::addSubcommand);
        line.setDefaultValueProvider(pipeline.settings());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(new ErrorLines(new OutputStreamWriter(System.err, StandardCharsets.UTF_8)), true));
        line.setExecutionStrategy(new Execution(pipeline, failures));
        line.setExecutionExceptionHandler(failures);
        line.setParameterExceptionHandler(failures);
        describeExitCodes(line);
        ProgramName.give(line, ProgramName.current());
        return line;
    }

    private static void describeExitCodes(CommandLine line) {
        line.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.meanings());
        line.getSubcommands().values().forEach(Main::describeExitCodes);
    }
}
