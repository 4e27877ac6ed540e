package org.ooni.pipeline.cli.watch;

import java.util.ArrayList;
import java.util.List;
import org.ooni.pipeline.cli.config.Secrets;

/** A command line as it may be kept. */
final class Arguments {
    /** What it runs may hold tokens of whatever service it calls. */
    private static final String SHELL = "--on-failure";

    private static final String MASK = "******";

    private Arguments() {}

    static List<String> shown(List<String> typed) {
        List<String> shown = new ArrayList<>();
        String before = "";
        for (String argument : typed) {
            if (before.equals(SHELL)) {
                shown.add(MASK);
            } else if (argument.startsWith(SHELL + "=")) {
                shown.add(SHELL + "=" + MASK);
            } else {
                shown.add(Secrets.masked(argument));
            }
            before = argument;
        }
        return shown;
    }
}
