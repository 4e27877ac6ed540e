package org.ooni.pipeline.sample;

import java.util.List;

/** {@code vanilla_tor}: whether tor starts without a bridge; some find it stuck. */
final class VanillaTorReports implements SampleTest {

    @Override
    public String name() {
        return "vanilla_tor";
    }

    @Override
    public String version() {
        return "0.1.0";
    }

    @Override
    public boolean isYaml() {
        return false;
    }

    @Override
    public List<String> options() {
        return List.of();
    }

    @Override
    public Measurement measure(Dice dice, Probe probe, PageBytes pages, int number) {
        boolean connects = !dice.oneIn(3);
        Fields keys = outcome(connects)
                .set("timeout", 300)
                .set("tor_log", TorLog.of(dice, probe.startOf(number), null, connects))
                .set("tor_version", "0.3.4.9")
                .set("transport_name", "vanilla");
        return new Measurement(null, dice.decimal(4_000_000, 300_000_000, 6), keys);
    }

    /** How far tor came; the same keys for every kind of bridge. */
    static Fields outcome(boolean connects) {
        return new Fields()
                .set("error", connects ? null : "timeout-reached")
                .set("success", connects)
                .set("tor_progress", connects ? 100 : 10)
                .set("tor_progress_summary", connects ? "Done" : "Finishing handshake with directory server")
                .set("tor_progress_tag", connects ? "done" : "handshake_dir");
    }
}
