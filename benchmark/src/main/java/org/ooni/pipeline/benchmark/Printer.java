package org.ooni.pipeline.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** Prints what was found, in the form that was asked for. */
enum Printer {
    PLAIN {
        @Override
        void print(PrintStream out, Map<String, String> machine, Results results) {
            machine.forEach((name, value) -> out.println(name + ": " + value));
            out.println();
            out.print(Tables.figures(results).plain());
            out.println();
            out.print(Tables.targets(Targets.of(results)).plain());
        }

        @Override
        void print(PrintStream out, Grid grid) {
            out.print(grid.plain());
        }
    },
    MARKDOWN {
        @Override
        void print(PrintStream out, Map<String, String> machine, Results results) {
            machine.forEach((name, value) -> out.println("- " + name + ": " + value));
            out.println();
            out.print(Tables.figures(results).markdown());
            out.println();
            out.print(Tables.targets(Targets.of(results)).markdown());
        }

        @Override
        void print(PrintStream out, Grid grid) {
            out.print(grid.markdown());
        }
    },
    /** One object: {@code machine}, {@code figures} with every repetition, {@code targets}. */
    JSON {
        @Override
        void print(PrintStream out, Map<String, String> machine, Results results) {
            ObjectNode all = MAPPER.createObjectNode();
            all.set("machine", MAPPER.valueToTree(machine));
            ArrayNode figures = all.putArray("figures");
            results.all().forEach((key, sample) -> {
                ObjectNode figure = figures.addObject();
                figure.put("case", key.measured().name()).put("day", key.day().title());
                figure.put("raw_bytes", sample.text());
                figure.set("runs", MAPPER.valueToTree(sample.usages()));
            });
            ArrayNode targets = all.putArray("targets");
            for (Target target : Targets.of(results)) {
                ObjectNode each = targets.addObject();
                each.put("what", target.what()).put("unit", target.unit());
                each.put("ours", target.ours()).put("yardstick", target.yardstick());
                each.put("ratio", target.ratio()).put("condition", target.condition());
                each.put("verdict", target.verdict());
            }
            write(out, all);
        }

        @Override
        void print(PrintStream out, Grid grid) {
            ArrayNode all = MAPPER.createArrayNode();
            for (List<String> row : grid.rows()) {
                ObjectNode each = all.addObject();
                for (int column = 0; column < row.size(); column++) {
                    each.put(grid.header().get(column), row.get(column));
                }
            }
            write(out, all);
        }
    };

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    abstract void print(PrintStream out, Map<String, String> machine, Results results);

    abstract void print(PrintStream out, Grid grid);

    private static void write(PrintStream out, Object tree) {
        try {
            out.println(MAPPER.writeValueAsString(tree));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that cannot be written", e);
        }
    }
}
