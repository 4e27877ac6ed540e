package org.ooni.pipeline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.ooni.pipeline.autoclaving.Autoclaving;
import org.ooni.pipeline.autoclaving.admission.AdmissionRules;
import org.ooni.pipeline.autoclaving.sanitise.BridgeDb;
import org.ooni.pipeline.autoclaving.scrub.ScrubbingRules;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.cli.stage.AutoclavingStage;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What autoclaving needs to know. */
final class AutoclavingOptions {
    private static final int MAX_MIB = 1024;

    @Mixin
    private RootOptions.Canned canned;

    @Mixin
    private RootOptions.Autoclaved autoclaved;

    @Mixin
    private RootOptions.BridgeDb bridgeDb;

    @Mixin
    private RootOptions.Scrubbing scrubbing;

    @Mixin
    private RootOptions.Admission admission;

    @Option(
            names = "--max-measurement",
            paramLabel = "MIB",
            defaultValue = "64",
            description = "MiB of the longest raw measurement; a longer one is recorded as a bad blob. Default: 64.")
    private int maxMeasurement;

    Path cannedRoot(RootOptions root) {
        return canned.of(root);
    }

    Path autoclavedRoot(RootOptions root) {
        return autoclaved.of(root);
    }

    Optional<Path> cannedRootIfGiven(RootOptions root) {
        return canned.ifGiven(root);
    }

    Optional<Path> autoclavedRootIfGiven(RootOptions root) {
        return autoclaved.ifGiven(root);
    }

    AutoclavingStage stage(RootOptions root, int threads, boolean missing) throws IOException {
        return new AutoclavingStage(cannedRoot(root), autoclaving(root, threads), missing);
    }

    /** Reads the bridge database, without which nothing is published, and the rules of the operator. */
    Autoclaving autoclaving(RootOptions root, int threads) throws IOException {
        if (maxMeasurement < 1 || maxMeasurement > MAX_MIB) {
            throw CommandException.usage(
                    "--max-measurement: give 1 to " + MAX_MIB + " MiB, not " + maxMeasurement + ".");
        }
        return new Autoclaving(
                cannedRoot(root),
                autoclavedRoot(root),
                BridgeDb.read(bridgeDb.of(root)),
                rules(root),
                admission(root),
                maxMeasurement << 20,
                threads,
                Clock.systemUTC());
    }

    AdmissionRules admission(RootOptions root) throws IOException {
        return admission.rules(root);
    }

    ScrubbingRules rules(RootOptions root) throws IOException {
        Optional<Path> rules = scrubbing.of(root);
        return rules.isPresent() ? ScrubbingRules.read(rules.get()) : ScrubbingRules.none();
    }
}
