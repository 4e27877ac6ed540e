package org.ooni.pipeline.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;

/** One command run inside the test, and how it ended. */
record CommandRun(int code, String out, String err) {
    /** Nothing is kept for it: neither the machine's file nor the environment counts. */
    static CommandRun of(Object... arguments) {
        return with(Map.of("OOPIPE_CONFIG", ""), arguments);
    }

    /** @param environment the variables that stand in for options */
    static CommandRun with(Map<String, String> environment, Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
        CommandLine line = Main.commandLine(new Failures(() -> false), environment, PipelineCommand.calledBy(words));
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        int code = line.execute(words);
        return new CommandRun(code, out.toString(), err.toString());
    }
}
