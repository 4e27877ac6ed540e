package org.ooni.pipeline.sample;

import java.util.List;

/** {@code tcp_connect}: whether a port answers; some of the ports are those of bridges. */
final class TcpConnectReports implements SampleTest {
    private static final List<String> OUTCOMES =
            List.of("success", "success", "success", "connection_refused_error", "generic_timeout_error");

    @Override
    public String name() {
        return "tcp_connect";
    }

    @Override
    public String version() {
        return "0.2.0";
    }

    @Override
    public boolean isYaml() {
        return false;
    }

    @Override
    public List<String> options() {
        return List.of("--file", "$tor_bridge_lines");
    }

    @Override
    public Measurement measure(Dice dice, Probe probe, PageBytes pages, int number) {
        Site site = Site.pick(dice);
        String input = dice.oneIn(2)
                ? dice.pick(SampleBridgeDb.KNOWN).address()
                : dice.pick(site.addresses()) + ":" + site.port();
        Fields keys = new Fields().set("connection", dice.pick(OUTCOMES));
        return new Measurement(input, dice.decimal(1_000, 9_000_000, 6), keys);
    }
}
