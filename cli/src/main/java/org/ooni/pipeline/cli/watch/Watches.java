package org.ooni.pipeline.cli.watch;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Who is to be told of runs.
 *
 * @param ledger file of all runs
 * @param metrics file for Prometheus
 * @param statsd {@code host:port}
 * @param onFailure for the shell
 * @param patience how long that may take
 */
public record Watches(
        Optional<Path> ledger,
        Optional<Path> metrics,
        Optional<String> statsd,
        Optional<String> onFailure,
        Duration patience) {

    /**
     * Begins to watch over a run.
     *
     * @param command its words, as {@code db gc}
     * @param arguments as they were typed
     * @param warnings gets a line for each thing that did not work
     */
    public Watch begin(String command, List<String> arguments, Clock clock, Consumer<String> warnings) {
        List<Watcher> watchers = new ArrayList<>();
        ledger.ifPresent(file -> watchers.add(new RunLedger(file)));
        metrics.ifPresent(file -> watchers.add(new MetricsFile(file)));
        statsd.ifPresent(address -> watchers.add(Statsd.to(address)));
        onFailure.ifPresent(shell -> watchers.add(new FailureCommand(shell, patience)));
        Watch watch =
                new Watch(new Run(command, Arguments.shown(arguments), clock.instant()), watchers, clock, warnings);
        watch.begin();
        return watch;
    }
}
