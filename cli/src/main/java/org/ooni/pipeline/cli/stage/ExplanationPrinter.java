package org.ooni.pipeline.cli.stage;

import java.io.PrintWriter;
import java.util.List;
import org.ooni.pipeline.centrifugation.Explanation;

/** Prints an {@link Explanation}: table by table, a line for each column that has a value. */
public final class ExplanationPrinter {
    private static final String NULL = "\\N";

    private final PrintWriter out;

    public ExplanationPrinter(PrintWriter out) {
        this.out = out;
    }

    public void print(Explanation explanation) {
        out.println(explanation.place());
        if (explanation.refusal() != null) {
            out.printf("%nrefused, and counted in badmeta: %s%n", explanation.refusal());
        }
        explanation.tables().forEach(this::print);
        for (Explanation.FeederFailure failure : explanation.failures()) {
            out.printf(
                    "%n%s failed to %s: %s (exc %d)%n",
                    failure.table(), failure.act(), failure.message(), failure.hash());
        }
        out.flush();
    }

    private void print(Explanation.TableRows table) {
        out.printf("%n%s: %s%n", table.table(), Words.count(table.rows().size(), "row"));
        for (List<String> row : table.rows()) {
            String mark = "- ";
            for (int i = 0; i < row.size(); i++) {
                if (!row.get(i).equals(NULL)) {
                    out.printf("  %s%s: %s%n", mark, table.columns().get(i), row.get(i));
                    mark = "  ";
                }
            }
            if (mark.equals("- ")) {
                out.println("  - all NULL");
            }
        }
    }
}
