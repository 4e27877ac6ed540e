package org.ooni.pipeline.sample;

import static org.ooni.pipeline.sample.TestKind.BRIDGE_REACHABILITY;
import static org.ooni.pipeline.sample.TestKind.DNS_CONSISTENCY;
import static org.ooni.pipeline.sample.TestKind.HTTP_REQUESTS;
import static org.ooni.pipeline.sample.TestKind.NDT;
import static org.ooni.pipeline.sample.TestKind.TCP_CONNECT;
import static org.ooni.pipeline.sample.TestKind.TELEGRAM;
import static org.ooni.pipeline.sample.TestKind.VANILLA_TOR;
import static org.ooni.pipeline.sample.TestKind.WEB_CONNECTIVITY;
import static org.ooni.pipeline.sample.TestKind.WHATSAPP;

import java.util.ArrayList;
import java.util.List;

/**
 * What a sample day is made of.
 *
 * @param portions written in this order
 * @param withDefects whether the four reports of {@link Defect} follow
 */
public record Shape(List<Portion> portions, boolean withDefects) {
    /** The size from which a report is a can of its own (formats §2), in bytes. */
    static final long GIANT = 64L << 20;

    private static final PageBytes NO_PAGES = new PageBytes(1, 1);

    /**
     * Reports of one test, all alike.
     *
     * @param reports how many
     * @param measurements at least so many in each
     * @param pages sizes of web pages, for tests that have them
     * @param atLeastBytes every report goes on until it has this size
     */
    public record Portion(TestKind test, int reports, int measurements, PageBytes pages, long atLeastBytes) {
        public Portion {
            if (reports < 0 || measurements < 1) {
                throw new IllegalArgumentException(reports + " reports of " + measurements + " measurements");
            }
        }

        private static Portion of(TestKind test, int reports, int measurements) {
            return new Portion(test, reports, measurements, NO_PAGES, 0);
        }

        private static Portion of(TestKind test, int reports, int measurements, int lowBytes, int highBytes) {
            return new Portion(test, reports, measurements, new PageBytes(lowBytes, highBytes), 0);
        }
    }

    public Shape {
        portions = List.copyOf(portions);
    }

    /** About 80 MB: some 150 small reports of nine tests, one above 64 MiB, and the defects. */
    public static Shape demo() {
        List<Portion> portions = new ArrayList<>(List.of(
                Portion.of(WEB_CONNECTIVITY, 46, 8, 5_000, 60_000),
                Portion.of(HTTP_REQUESTS, 20, 5, 5_000, 40_000),
                Portion.of(DNS_CONSISTENCY, 15, 10),
                Portion.of(TCP_CONNECT, 15, 12),
                Portion.of(BRIDGE_REACHABILITY, 10, 6),
                Portion.of(VANILLA_TOR, 12, 1),
                Portion.of(NDT, 12, 1),
                Portion.of(TELEGRAM, 8, 1),
                Portion.of(WHATSAPP, 8, 1)));
        portions.addAll(giant().portions());
        return new Shape(portions, true);
    }

    /** About 1 MB of the same variety, without the giant. */
    public static Shape small() {
        return new Shape(
                List.of(
                        Portion.of(WEB_CONNECTIVITY, 6, 6, 5_000, 20_000),
                        Portion.of(HTTP_REQUESTS, 3, 4, 5_000, 12_000),
                        Portion.of(DNS_CONSISTENCY, 3, 4),
                        Portion.of(TCP_CONNECT, 3, 6),
                        Portion.of(BRIDGE_REACHABILITY, 3, 3),
                        Portion.of(VANILLA_TOR, 3, 1),
                        Portion.of(NDT, 3, 1),
                        Portion.of(TELEGRAM, 2, 1),
                        Portion.of(WHATSAPP, 2, 1)),
                true);
    }

    /** One report of a little above 64 MiB with large pages: a can of its own. */
    public static Shape giant() {
        return new Shape(List.of(new Portion(WEB_CONNECTIVITY, 1, 1, new PageBytes(40_000, 400_000), GIANT)), false);
    }

    /** As many reports of whole pages as a benchmark wants, and nothing else. */
    public static Shape webConnectivity(int reports, int measurements, PageBytes pages) {
        return new Shape(List.of(new Portion(WEB_CONNECTIVITY, reports, measurements, pages, 0)), false);
    }

    /** The portions of one test alone, without defects. */
    public Shape only(TestKind test) {
        return new Shape(
                portions.stream().filter(portion -> portion.test() == test).toList(), false);
    }

    int reports() {
        return portions.stream().mapToInt(Portion::reports).sum();
    }
}
