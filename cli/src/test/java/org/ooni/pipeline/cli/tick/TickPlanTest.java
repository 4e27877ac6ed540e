package org.ooni.pipeline.cli.tick;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ooni.pipeline.cli.state.Arrivals;
import org.ooni.pipeline.cli.state.Arrivals.Arrival;
import org.ooni.pipeline.cli.state.BucketState;
import org.ooni.pipeline.cli.state.StageName;
import org.ooni.pipeline.cli.state.StageState;
import org.ooni.pipeline.cli.state.Trouble;
import org.ooni.pipeline.raw.Bucket;
import org.ooni.pipeline.raw.RawReport;
import org.ooni.pipeline.raw.ReportName;

/** What is done when, as values. Reports are written test/hour/size and changed so many minutes ago. */
class TickPlanTest {
    private static final Bucket DAY = Bucket.parse("2017-01-02");
    private static final Instant NOON = Instant.parse("2017-01-02T12:00:00Z");
    private static final TickOptions OPTIONS =
            new TickOptions(Duration.ofMinutes(10), Duration.ofHours(1), EnumSet.allOf(StageName.class), 100);
    private static final StageState DONE = new StageState(3, 0, 0, List.of());
    private static final StageState PENDING = new StageState(3, 1, 0, List.of());
    private static final StageState BEHIND = new StageState(3, 0, 2, List.of());
    private static final StageState BAD =
            new StageState(3, 1, 0, List.of(new Trouble(Trouble.Kind.BAD, "half an index")));

    /** {@code ndt1:40@15}: the ndt report of one o'clock, of 40 bytes, was changed 15 minutes ago. */
    private static Arrival arrival(String text, Instant now) {
        String[] parts = text.split("[:@]");
        String test = parts[0].replaceAll("\\d", "");
        String file = "20170102T0" + parts[0].replaceAll("\\D", "") + "0000Z-GR-AS1-" + test + "-r-0.2.0-probe.json";
        RawReport report = new RawReport(ReportName.parse(file).orElseThrow(), Long.parseLong(parts[1]));
        return new Arrival(report, now.minus(Duration.ofMinutes(Long.parseLong(parts[2]))));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        nothing waits                                |  0 | -                         | -  | -
        the day goes on, nothing is old or large     |  0 | ndt1:40@15 ndt2:40@20     | -  | -
        the oldest has waited: all of its test       |  0 | ndt1:40@15 ndt2:40@60     | -  | ndt1 ndt2
        one test waits no longer, another does       |  0 | ndt1:40@60 tor2:40@59     | -  | ndt1
        one that grows stays, though others are ripe |  0 | ndt1:40@60 ndt2:40@9      | -  | ndt1
        one that grows is not the oldest             |  0 | ndt1:40@59 ndt2:40@9      | -  | -
        full cans, and the rest waits                |  0 | ndt1:60@15 ndt2:60@15     | -  | ndt1
        what grows fills no can                      |  0 | ndt1:60@15 ndt2:60@9      | -  | -
        a large one alone                            |  0 | ndt1:100@15 ndt2:9@15     | -  | ndt1
        two tests do not fill a can together         |  0 | ndt1:60@15 tor2:60@15     | -  | -
        the day is over and quiet                    | 12 | ndt1:40@15 tor2:40@10     | -  | ndt1 tor2
        the day is over, and a report grows          | 12 | ndt1:40@15 tor2:40@9      | -  | -
        the day is over, and a report is on its way  | 12 | ndt1:40@15                | 3  | -
        the day is over, an upload was given up      | 12 | ndt1:40@15                | 90 | ndt1
        a minute before midnight it is not over      | 11 | ndt1:40@15                | -  | -
        its clock is ahead by a day                  | 12 | ndt1:40@-1440             | -  | ndt1
        its clock is ahead by a minute               | 12 | ndt1:40@-1                | -  | -
        """)
    void reportsAreCannedWhen(String when, int hoursAfterNoon, String waiting, String upload, String canned) {
        Instant now = NOON.plus(Duration.ofHours(hoursAfterNoon));
        List<Arrival> reports = words(waiting).map(word -> arrival(word, now)).toList();
        List<Instant> uploads = words(upload)
                .map(minutes -> now.minus(Duration.ofMinutes(Long.parseLong(minutes))))
                .toList();
        Set<String> ripe = RipeReports.of(DAY, new Arrivals(reports, uploads, Map.of()), now, OPTIONS);
        assertThat(ripe)
                .containsExactlyInAnyOrderElementsOf(words(canned)
                        .map(word -> arrival(word + ":1@1", now).report().name().file())
                        .toList());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        the test needs the can                        |  0 |  1 | ndt1:40@60              | ndt1
        it has enough already, and waits four times   |  1 |  1 | ndt1:40@239             | -
        it has waited four times                      |  1 |  1 | ndt1:40@240 ndt2:40@15  | ndt1 ndt2
        it has one too many: sixteen times            |  2 |  1 | ndt1:40@959             | -
        it has waited sixteen times                   |  2 |  1 | ndt1:40@960             | ndt1
        it waits no longer than that                  |  7 |  1 | ndt1:40@960             | ndt1
        full cans are never too many                  |  7 |  1 | ndt1:60@15 ndt2:60@15   | ndt1
        the day is over and quiet                     |  7 | 12 | ndt1:40@10              | ndt1
        another test has its own                      |  7 |  1 | tor1:40@60              | tor1
        """)
    void theMoreCansTheLongerTheWait(String when, int surplus, int hoursAfterNoon, String waiting, String canned) {
        Instant now = NOON.plus(Duration.ofHours(hoursAfterNoon));
        List<Arrival> reports = words(waiting).map(word -> arrival(word, now)).toList();
        Arrivals arrivals = new Arrivals(reports, List.of(), Map.of("ndt", surplus));
        assertThat(RipeReports.of(DAY, arrivals, now, OPTIONS))
                .containsExactlyInAnyOrderElementsOf(words(canned)
                        .map(word -> arrival(word + ":1@1", now).report().name().file())
                        .toList());
    }

    private static Stream<String> words(String text) {
        return text.equals("-") ? Stream.empty() : Stream.of(text.split(" "));
    }

    private static BucketState state(String day, StageState autoclaving, StageState centrifugation) {
        return new BucketState(Bucket.parse(day), DONE, autoclaving, centrifugation, Arrivals.NONE);
    }

    private static List<String> turns(TickOptions options, BucketState... states) {
        return TickPlan.of(List.of(states), NOON, options).turns().stream()
                .map(turn -> turn.bucket() + " " + turn.files())
                .toList();
    }

    private static TickOptions only(StageName... stages) {
        return new TickOptions(OPTIONS.quietPeriod(), OPTIONS.maxWait(), Set.of(stages), OPTIONS.canSize());
    }

    @Test
    void nothingIsDoneWithWhatIsDone() {
        assertThat(turns(OPTIONS, state("2017-01-01", DONE, DONE), state("2017-01-02", DONE, DONE)))
                .isEmpty();
    }

    @Test
    void newestDaysComeFirstAndFreshDataBeforeAnyReprocessing() {
        assertThat(turns(
                        OPTIONS,
                        state("2017-01-01", DONE, PENDING),
                        state("2017-01-02", DONE, BEHIND),
                        state("2017-01-03", PENDING, BEHIND),
                        state("2017-01-04", PENDING, DONE)))
                .containsExactly(
                        "2017-01-04 ALL",
                        "2017-01-03 FRESH",
                        "2017-01-01 ALL",
                        "2017-01-03 BEHIND",
                        "2017-01-02 BEHIND");
    }

    @Test
    void stagesThatAreNotWantedGiveNoWork() {
        BucketState state = state("2017-01-01", PENDING, BEHIND);
        assertThat(turns(only(StageName.CANNING), state)).isEmpty();
        assertThat(turns(only(StageName.AUTOCLAVING), state)).containsExactly("2017-01-01 ALL");
        assertThat(turns(only(StageName.CENTRIFUGATION), state)).containsExactly("2017-01-01 BEHIND");
    }

    @Test
    void cansThatAreHalfReplacedDoNotWaitForReports() {
        StageState interrupted = new StageState(3, 0, 0, List.of(), true);
        BucketState state = new BucketState(DAY, interrupted, DONE, DONE, Arrivals.NONE);
        assertThat(interrupted.pending()).isEqualTo(1);
        assertThat(turns(OPTIONS, state)).containsExactly(DAY + " ALL");
        assertThat(turns(only(StageName.AUTOCLAVING), state)).isEmpty();
    }

    @Test
    void whatIsBadIsLeftAloneAndTold() {
        BucketState state = state("2017-01-01", BAD, PENDING);
        TickPlan plan = TickPlan.of(List.of(state), NOON, OPTIONS);
        assertThat(plan.turns()).as("the other stages go on").hasSize(1);
        assertThat(plan.troubles()).extracting(Trouble::text).containsExactly("half an index");
        TickPlan narrow = TickPlan.of(List.of(state), NOON, only(StageName.AUTOCLAVING));
        assertThat(narrow.turns()).isEmpty();
        assertThat(TickPlan.of(List.of(state), NOON, only(StageName.CANNING)).troubles())
                .isEmpty();
    }
}
