package org.ooni.pipeline.benchmark;

import static org.ooni.pipeline.sample.TestKind.BRIDGE_REACHABILITY;
import static org.ooni.pipeline.sample.TestKind.DNS_CONSISTENCY;
import static org.ooni.pipeline.sample.TestKind.HTTP_REQUESTS;
import static org.ooni.pipeline.sample.TestKind.NDT;
import static org.ooni.pipeline.sample.TestKind.TCP_CONNECT;
import static org.ooni.pipeline.sample.TestKind.TELEGRAM;
import static org.ooni.pipeline.sample.TestKind.VANILLA_TOR;
import static org.ooni.pipeline.sample.TestKind.WEB_CONNECTIVITY;
import static org.ooni.pipeline.sample.TestKind.WHATSAPP;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ooni.pipeline.raw.Bucket;
import org.ooni.pipeline.sample.PageBytes;
import org.ooni.pipeline.sample.Shape;
import org.ooni.pipeline.sample.Shape.Portion;
import org.ooni.pipeline.sample.TestKind;

/** The days that are measured; of each there is a second one with other reports of the same pages. */
enum Day {
    /** About 300 MB of reports in the shape of a real day; 20 MB of them are YAML. */
    MIXED(LocalDate.of(2017, 3, 11)),
    /** The same without YAML: what a day of the newer years is. */
    JSON(LocalDate.of(2017, 3, 1)),
    /** About 120 MB of the older years' reports. */
    YAML(LocalDate.of(2017, 3, 21)),
    /** For memory: a report of a million measurements. */
    MANY(LocalDate.of(2017, 4, 1)),
    /** For memory: a report of three measurements of 50 MB. */
    LARGE(LocalDate.of(2017, 4, 11));

    /** The days of an archive, in the order in which they are measured. */
    static final List<Day> REAL = List.of(MIXED, JSON, YAML);

    private static final PageBytes NO_PAGES = new PageBytes(1, 1);
    private static final PageBytes PAGES = new PageBytes(20_000, 100_000);
    /** The size of a report that is a can of its own. */
    private static final long TALL = 95_000_000;
    /** How much of the YAML day is in the mixed one. */
    private static final double YAML_OF_MIXED = 0.15;

    private final LocalDate date;

    Day(LocalDate date) {
        this.date = date;
    }

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    Bucket bucket() {
        return new Bucket(date);
    }

    /** The bucket of the day after, whose reports hold the same pages as this one's. */
    Bucket nextBucket() {
        return new Bucket(date.plusDays(1));
    }

    /** A test that has little of the day's data: redoing it should cost little. */
    TestKind smallTest() {
        return this == YAML ? BRIDGE_REACHABILITY : NDT;
    }

    /** @param scale 1 for the sizes above; reports become more, not larger. Below 1 the largest become smaller */
    Shape shape(double scale) {
        List<Portion> portions = new ArrayList<>();
        switch (this) {
            case JSON -> addJson(portions, scale);
            case MIXED -> {
                addJson(portions, scale);
                addYaml(portions, scale * YAML_OF_MIXED);
            }
            case YAML -> addYaml(portions, scale);
            case MANY -> {
                portions.add(new Portion(NDT, 1, 1, NO_PAGES, 0));
                portions.add(new Portion(TCP_CONNECT, 1, many(1_000_000, Math.min(1, scale)), NO_PAGES, 0));
            }
            case LARGE -> {
                int bytes = many(50_000_000, Math.min(1, scale));
                portions.add(new Portion(NDT, 1, 1, NO_PAGES, 0));
                portions.add(new Portion(WEB_CONNECTIVITY, 1, 3, new PageBytes(bytes, bytes), 0));
            }
        }
        return new Shape(portions, false);
    }

    private static void addJson(List<Portion> portions, double scale) {
        portions.add(new Portion(WEB_CONNECTIVITY, many(2, scale), 1, PAGES, (long) (TALL * Math.min(1, scale))));
        portions.add(new Portion(WEB_CONNECTIVITY, many(80, scale), 30, PAGES, 0));
        portions.add(new Portion(TCP_CONNECT, many(120, scale), 15, NO_PAGES, 0));
        portions.add(new Portion(VANILLA_TOR, many(120, scale), 1, NO_PAGES, 0));
        portions.add(new Portion(NDT, many(120, scale), 1, NO_PAGES, 0));
        portions.add(new Portion(TELEGRAM, many(80, scale), 1, NO_PAGES, 0));
        portions.add(new Portion(WHATSAPP, many(80, scale), 1, NO_PAGES, 0));
    }

    private static void addYaml(List<Portion> portions, double scale) {
        portions.add(new Portion(HTTP_REQUESTS, many(60, scale), 16, PAGES, 0));
        portions.add(new Portion(DNS_CONSISTENCY, many(100, scale), 20, NO_PAGES, 0));
        portions.add(new Portion(BRIDGE_REACHABILITY, many(60, scale), 10, NO_PAGES, 0));
    }

    private static int many(int reports, double scale) {
        return (int) Math.max(1, Math.round(reports * scale));
    }
}
