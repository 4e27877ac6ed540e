package org.ooni.pipeline.sample;

import java.math.BigDecimal;
import java.util.List;

/** What one network test measures: the maker of its measurements, without what is common to all tests. */
interface SampleTest {
    /** As in file names and {@code test_name}. */
    String name();

    String version();

    /** Whether its reports are YAML of data format 0.1.0 rather than JSON lines of 0.2.0. */
    boolean isYaml();

    /** The command line of the test, as probes report it. */
    List<String> options();

    /** @param number of the measurement within its report, from 0 */
    Measurement measure(Dice dice, Probe probe, PageBytes pages, int number);

    /**
     * @param input what was tested, or null for tests that have none
     * @param runtime seconds
     * @param keys the test keys
     */
    record Measurement(Object input, BigDecimal runtime, Fields keys) {}
}
