package org.ooni.pipeline.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

class KnownKeysTest {
    @Command(name = "tick")
    private static final class Tick {
        @Option(names = "--max-buckets")
        private int maxBuckets;
    }

    private static KnownKeys known() {
        CommandLine line = new CommandLine(CommandSpec.create().name("pipeline"));
        line.addSubcommand(new Tick());
        return KnownKeys.of(line.getCommandSpec());
    }

    @Test
    void anOptionOfACommandIsAKeyOfItsSectionAndAVariable() {
        assertThat(known().hasKey("tick.max-buckets")).isTrue();
        assertThat(known().hasKey("max-buckets")).isFalse();
        assertThat(known().variables()).containsEntry("OOPIPE_TICK_MAX_BUCKETS", "tick.max-buckets");
    }

    @Test
    void eachSharedSettingHasAVariableOfItsOwn() {
        Map<String, String> variables = known().variables();
        assertThat(Stream.of(Setting.values()).map(Setting::key)).allMatch(variables::containsValue);
        assertThat(variables).containsEntry("OOPIPE_ROOT", "root").containsEntry("OOPIPE_LOG_FORMAT", "log-format");
    }

    @Test
    void distanceCountsChangesAdditionsAndOmissions() {
        assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
        assertThat(Nearest.distance("abc", "abc")).isZero();
    }
}
