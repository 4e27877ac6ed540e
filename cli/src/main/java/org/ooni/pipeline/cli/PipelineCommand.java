package org.ooni.pipeline.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.ooni.pipeline.cli.config.Settings;
import org.ooni.pipeline.cli.log.LogConfiguration;
import org.ooni.pipeline.cli.log.LogFormat;
import org.ooni.pipeline.cli.stage.BucketListener;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root of the commands: it does nothing by itself. */
@Command(
        name = "pipeline",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Turns the reports of internet censorship probes into a public archive and a database.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  pipeline demo",
            "  pipeline run --root /data --bucket 2017-01-01",
            "  pipeline sql --root demo \"SELECT count(*) FROM measurement\"",
            "  pipeline run --help"
        })
final class PipelineCommand implements Runnable {
    /** All commands, as the help lists them. */
    static final List<Class<?>> COMMANDS = List.of(
            DemoCommand.class,
            TickCommand.class,
            StatusCommand.class,
            RunCommand.class,
            RerunCommand.class,
            CanningCommand.class,
            AutoclavingCommand.class,
            CentrifugationCommand.class,
            LsCommand.class,
            InfoCommand.class,
            CatCommand.class,
            ShowCommand.class,
            SqlCommand.class,
            VerifyCommand.class,
            DeleteReportCommand.class,
            RescrubCommand.class,
            DuplicatesCommand.class,
            DbCommand.class,
            FingerprintsCommand.class,
            AsnCommand.class,
            ConfigCommand.class,
            RunsCommand.class);

    @Spec
    private CommandSpec spec;

    private final Settings settings;

    private BucketListener listener = BucketListener.NOBODY;
    private boolean debug;

    /**
     * @param environment the variables that stand in for options
     * @param whole makes the program's root with all commands
     */
    PipelineCommand(Map<String, String> environment, Supplier<CommandSpec> whole) {
        settings = new Settings(environment, whole);
    }

    /**
     * The command that the first of {@code arguments} names, or all of them where it names none. To make all of them
     * takes longer than what a small one does.
     */
    static List<Class<?>> calledBy(String... arguments) {
        return COMMANDS.stream()
                .filter(command -> arguments.length > 0 && name(command).equals(arguments[0]))
                .findFirst()
                .<List<Class<?>>>map(List::of)
                .orElse(COMMANDS);
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Settings for options that are not given. Default: OOPIPE_CONFIG, pipeline.yaml in the root,"
                    + " or /etc/ooni-pipeline/pipeline.yaml.")
    void setConfig(Path file) {
        if (file != null) {
            settings.useFile(file);
        }
    }

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            defaultValue = "text",
            description = "What goes to standard error: text, or json, an object a line. Default: text.")
    void setLogFormat(LogFormat format) {
        if (format != null) {
            // Before the first logger is made, as below.
            format.use();
        }
    }

    /** Has {@code other} hear of buckets. */
    void listen(BucketListener other) {
        listener = other;
    }

    /** Who hears of buckets. */
    BucketListener listener() {
        return listener;
    }

    /** What is kept for options. */
    Settings settings() {
        return settings;
    }

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Log more, and print the stack trace of a failure.")
    void setDebug(boolean wanted) {
        debug = wanted;
        if (wanted) {
            // Read by LogConfiguration when the first logger is made, which is after the command line is parsed.
            System.setProperty(LogConfiguration.LEVEL, "DEBUG");
            System.setProperty(LogConfiguration.STACK, "full");
            System.setProperty(LogConfiguration.STACKS, "true");
        }
    }

    boolean debug() {
        return debug;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Which command? One of " + spec.subcommands().keySet() + ".");
    }
}
