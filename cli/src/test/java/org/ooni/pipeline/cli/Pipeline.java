package org.ooni.pipeline.cli;

import java.util.Arrays;
import org.ooni.pipeline.migrations.MetaDbFixture;

/** Runs commands inside the test, on its database. */
record Pipeline(MetaDbFixture metadb) {
    CommandRun run(String... arguments) {
        Object[] all = Arrays.copyOf(arguments, arguments.length + 2, Object[].class);
        all[arguments.length] = "--postgres";
        all[arguments.length + 1] = metadb.jdbcUrl();
        return CommandRun.of(all);
    }
}
