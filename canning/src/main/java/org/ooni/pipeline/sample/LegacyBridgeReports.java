package org.ooni.pipeline.sample;

import java.util.List;
import org.ooni.pipeline.sample.SampleBridgeDb.Bridge;

/** {@code bridge_reachability} of data format 0.1.0: whether tor starts through a bridge; the lines and logs are secret. */
final class LegacyBridgeReports implements SampleTest {

    @Override
    public String name() {
        return "bridge_reachability";
    }

    @Override
    public String version() {
        return "0.1.2";
    }

    @Override
    public boolean isYaml() {
        return true;
    }

    @Override
    public List<String> options() {
        return List.of("-f", "bridges.txt", "-t", "300");
    }

    @Override
    public Measurement measure(Dice dice, Probe probe, PageBytes pages, int number) {
        boolean known = !dice.oneIn(4);
        Bridge bridge = dice.pick(known ? SampleBridgeDb.KNOWN : SampleBridgeDb.UNKNOWN);
        String line =
                known ? bridge.address() : "obfs4 " + bridge.address() + " " + bridge.fingerprint() + " iat-mode=0";
        boolean connects = !dice.oneIn(3);
        Fields keys = new Fields()
                .set("bridge_address", line)
                .setAll(VanillaTorReports.outcome(connects))
                .set("obfsproxy_version", "0.2.12")
                .set("timeout", 300)
                .set("tor_log", TorLog.of(dice, probe.startOf(number), bridge, connects))
                .set("tor_version", "0.2.5.6-alpha")
                .set("transport_name", known ? bridge.transport() : "obfs4");
        return new Measurement(line, dice.decimal(4_000_000, 300_000_000, 6), keys);
    }
}
