package org.ooni.pipeline.sample;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** {@code ndt}: the speed of the line, with the samples taken on the way. */
final class NdtReports implements SampleTest {

    @Override
    public String name() {
        return "ndt";
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
        int kilobits = dice.between(500, 100_000);
        Fields simple = new Fields()
                .set("download", dice.decimal(kilobits * 900, kilobits * 1000, 3))
                .set("fastest_test", BigDecimal.valueOf(kilobits))
                .set("ping", dice.decimal(5_000, 300_000, 3))
                .set("upload", dice.decimal(kilobits * 100, kilobits * 200, 3));
        Fields advanced = new Fields()
                .set("avg_rtt", dice.decimal(5_000, 300_000, 3))
                .set("congestion_limited", dice.decimal(0, 1000, 3))
                .set("mss", 1448)
                .set("packet_loss", dice.decimal(0, 10_000, 9));
        Fields keys = new Fields()
                .set("advanced", advanced)
                .set("failure", null)
                .set("receiver_data", samples(dice, kilobits))
                .set("sender_data", samples(dice, kilobits / 5))
                .set("server_address", "ndt.measure.example")
                .set("simple", simple);
        return new Measurement(null, dice.decimal(18_000_000, 25_000_000, 6), keys);
    }

    /** Pairs of seconds since the start and kbit/s, twice a second. */
    private static List<Object> samples(Dice dice, int kilobits) {
        List<Object> samples = new ArrayList<>();
        for (int half = 1; half <= 20; half++) {
            samples.add(List.of(BigDecimal.valueOf(5L * half, 1), dice.decimal(kilobits * 500, kilobits * 1000, 3)));
        }
        return samples;
    }
}
