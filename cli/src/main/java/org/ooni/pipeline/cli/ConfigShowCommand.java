package org.ooni.pipeline.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.ooni.pipeline.cli.config.Settings;
import org.ooni.pipeline.cli.config.Value;
import org.ooni.pipeline.cli.exit.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code pipeline config show}. */
@Command(
        name = "show",
        description = {
            "Prints each setting that is shared by the commands, or kept for one of them: its value, and where it comes"
                    + " from.",
            "Passwords are not shown."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  pipeline config show",
            "  pipeline config show --root /data",
            "  pipeline config show --json | jq 'select(.source != \"default\")'"
        })
final class ConfigShowCommand implements Callable<Integer> {
    private static final String NOT_SET = "-";

    @Mixin
    private RootOptions root;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        Settings settings = ((PipelineCommand) spec.root().userObject()).settings();
        Map<String, Value> values = settings.effective(spec);
        if (json.wanted()) {
            for (Map.Entry<String, Value> entry : values.entrySet()) {
                out.println(json(entry.getKey(), entry.getValue()));
            }
            return ExitCode.DONE.number();
        }
        out.println(settings.file().map(file -> "file: " + file).orElse("There is no configuration file."));
        int keys = widest(values.keySet().stream());
        int texts = widest(values.values().stream().map(ConfigShowCommand::text));
        values.forEach((key, value) -> out.printf(
                "%-" + keys + "s  %-" + texts + "s  %s%n",
                key,
                text(value),
                value.where().isEmpty() ? "default" : value.where()));
        return ExitCode.DONE.number();
    }

    private static int widest(Stream<String> texts) {
        return texts.mapToInt(String::length).max().orElse(1);
    }

    private static String text(Value value) {
        return value.text() == null ? NOT_SET : value.text();
    }

    private static String json(String key, Value value) throws JsonProcessingException {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("key", key);
        object.put("value", value.text());
        object.put("source", value.source().name().toLowerCase(Locale.ROOT));
        object.put("where", value.where().isEmpty() ? null : value.where());
        return new JsonMapper().writeValueAsString(object);
    }
}
