package org.ooni.pipeline.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.ooni.pipeline.migrations.MetaDbFixture;
import picocli.CommandLine;

/** Runs commands in this process, on a test's database. */
record Pipeline(MetaDbFixture metadb) {
    /** How a command ended. */
    record Outcome(int code, String out, String err) {}

    Outcome run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--postgres");
        all.add(metadb.jdbcUrl());
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine(new Failures(() -> false));
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        int code = line.execute(all.toArray(String[]::new));
        line.getOut().flush();
        return new Outcome(code, out.toString(), err.toString());
    }
}
