package org.ooni.pipeline.feeder.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ooni.pipeline.feeder.DatumException;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.feeder.FeederContext;
import org.ooni.pipeline.feeder.Feeders;
import org.ooni.pipeline.metadb.CodeVer;
import org.ooni.pipeline.metadb.RowWriter;

/** What holds for every Feeder, whatever its table. Extend it with the Feeders to be held to it. */
public abstract class FeederContract {
    static final int MSM_NO = 42;
    static final long SEED = Long.getLong("seed", 20_261_120);

    private static final int MUTANTS = 3000;
    private static final String UNHEARD_OF = "no_feeder_knows_this";
    /** What report and measurement are made of, after all Feeders have erased. */
    private static final List<String> SPINE = List.of(
            "test_start_time",
            "probe_cc",
            "probe_asn",
            "probe_ip",
            "report_filename",
            "test_name",
            "test_version",
            "software_name",
            "software_version",
            "report_id",
            "input",
            "measurement_start_time",
            "test_runtime",
            "id");

    /** For subclasses. */
    protected FeederContract() {}

    /** Those under test. */
    protected abstract List<Feeder> feeders();

    /** Measurements of which these Feeders make rows, and others. */
    protected abstract List<ObjectNode> examples();

    /** What they are opened with: nothing is known, unless a subclass knows something. */
    protected FeederContext context() {
        return FeederContext.withoutDatabase();
    }

    @Test
    final void thereIsSomethingToTest() {
        assertThat(feeders()).isNotEmpty();
        assertThat(examples()).isNotEmpty();
        for (Feeder feeder : opened()) {
            assertThat(examples())
                    .as(name(feeder))
                    .anyMatch(datum -> rows(feeder, datum).stream().anyMatch(row -> !isEmpty(row)));
        }
    }

    @Test
    final void theServicesFileNamesIt() {
        for (Feeder feeder : feeders()) {
            assertThat(Feeders.load(feeder.getClass().getClassLoader()))
                    .as("META-INF/services/" + Feeder.class.getName())
                    .hasAtLeastOneElementOfType(feeder.getClass());
        }
    }

    @TestFactory
    final Stream<DynamicTest> theFirstColumnIsTheMeasurement() {
        return each(feeder -> {
            assertThat(feeder.table().columns()).startsWith("msm_no").doesNotHaveDuplicates();
            for (ObjectNode datum : examples()) {
                assertThat(rows(feeder, datum)).allMatch(row -> row.get(0).equals(String.valueOf(MSM_NO)));
            }
        });
    }

    @TestFactory
    final Stream<DynamicTest> itsVersionCountsFromOneAndIsNotNewerThanTheProgram() {
        return each(feeder -> assertThat(feeder.minCodeVer())
                .isBetween(1, Feeders.isBuiltIn(feeder) ? CodeVer.CURRENT : Integer.MAX_VALUE));
    }

    @TestFactory
    final Stream<DynamicTest> aRowHasAFieldForEveryColumn() {
        return each(feeder -> {
            for (ObjectNode datum : examples()) {
                assertThat(rows(feeder, datum))
                        .allMatch(row -> row.size() == feeder.table().columns().size());
            }
        });
    }

    @TestFactory
    final Stream<DynamicTest> feedingLeavesTheMeasurementAsItIs() {
        return each(feeder -> {
            for (ObjectNode datum : examples()) {
                ObjectNode fed = datum.deepCopy();
                feed(feeder, fed);
                assertThat(fed).isEqualTo(datum);
            }
        });
    }

    /** Whatever else it was fed before. */
    @Test
    final void theSameMeasurementGivesTheSameRows() {
        List<ObjectNode> backwards = new ArrayList<>(examples());
        Collections.reverse(backwards);
        List<Feeder> one = opened();
        List<Feeder> other = opened();
        for (int i = 0; i < one.size(); i++) {
            Feeder forth = one.get(i);
            Feeder back = other.get(i);
            List<List<List<String>>> rows =
                    examples().stream().map(datum -> rows(forth, datum)).toList();
            List<List<List<String>>> again = new ArrayList<>(
                    backwards.stream().map(datum -> rows(back, datum)).toList());
            Collections.reverse(again);
            assertThat(again).as(name(forth)).isEqualTo(rows);
        }
    }

    @TestFactory
    final Stream<DynamicTest> erasingAgainChangesNothingMore() {
        return each(feeder -> {
            for (ObjectNode datum : examples()) {
                ObjectNode once = datum.deepCopy();
                if (erase(feeder, once) == null) {
                    ObjectNode twice = once.deepCopy();
                    erase(feeder, twice);
                    assertThat(twice).isEqualTo(once);
                }
            }
        });
    }

    @TestFactory
    final Stream<DynamicTest> erasingRemovesOnlyWhatIsItsOwn() {
        return each(feeder -> {
            for (ObjectNode datum : examples()) {
                ObjectNode whole = datum.deepCopy();
                whole.put(UNHEARD_OF, 1);
                if (whole.get("test_keys") instanceof ObjectNode keys) {
                    keys.put(UNHEARD_OF, 1);
                }
                ObjectNode left = whole.deepCopy();
                erase(feeder, left);
                assertThat(isPartOf(left, whole))
                        .as("%s adds to %s", left, whole)
                        .isTrue();
                assertThat(left.findValues(UNHEARD_OF)).hasSameSizeAs(whole.findValues(UNHEARD_OF));
                for (String key : SPINE) {
                    assertThat(left.get(key)).as(key).isEqualTo(whole.get(key));
                }
            }
        });
    }

    @TestFactory
    final Stream<DynamicTest> emptyTestKeysGiveNoValueAndStayAsTheyAre() {
        return each(feeder -> {
            ObjectNode datum = JsonNodeFactory.instance.objectNode();
            datum.put("test_name", "no such test").put("probe_cc", "ZZ").putObject("test_keys");
            ObjectNode left = datum.deepCopy();
            assertThat(rows(feeder, datum)).allMatch(FeederContract::isEmpty);
            assertThat(erase(feeder, left)).isNull();
            assertThat(left).isEqualTo(datum);
        });
    }

    /** Rows are whole, the datum is not touched, refusals are the agreed ones and quote no value. */
    @TestFactory
    final Stream<DynamicTest> brokenMeasurementsAreFedWholeOrRefused() {
        return each(feeder -> {
            BrokenMeasurements broken = new BrokenMeasurements(examples(), SEED);
            for (int i = 0; i < MUTANTS; i++) {
                ObjectNode datum = broken.next();
                ObjectNode fed = datum.deepCopy();
                try {
                    requireSilent(feed(feeder, fed));
                    assertThat(fed).isEqualTo(datum);
                    requireSilent(erase(feeder, fed));
                } catch (RuntimeException | AssertionError e) {
                    throw new AssertionError("seed " + SEED + ": " + datum, e);
                }
            }
        });
    }

    private static void requireSilent(DatumException refusal) {
        if (refusal != null) {
            assertThat(refusal).message().doesNotContain(BrokenMeasurements.STRANGE_TEXT);
        }
    }

    final List<Feeder> opened() {
        FeederContext context = context();
        return feeders().stream().map(feeder -> feeder.open(context)).toList();
    }

    /** Fields as COPY text; none if the Feeder refuses. */
    private static List<List<String>> rows(Feeder feeder, ObjectNode datum) {
        RowWriter rows = new RowWriter(feeder.table());
        try {
            feeder.feed(MSM_NO, datum, rows);
        } catch (DatumException e) {
            return List.of();
        }
        return rows.lines().lines().map(line -> List.of(line.split("\t", -1))).toList();
    }

    /** The refusal, or null. */
    private static DatumException feed(Feeder feeder, ObjectNode datum) {
        try {
            feeder.feed(MSM_NO, datum, new RowWriter(feeder.table()));
            return null;
        } catch (DatumException e) {
            return e;
        }
    }

    /** The refusal, or null. */
    private static DatumException erase(Feeder feeder, ObjectNode datum) {
        try {
            feeder.erase(datum);
            return null;
        } catch (DatumException e) {
            return e;
        }
    }

    /** Whether {@code left} is {@code whole}, or what is left of it. */
    private static boolean isPartOf(JsonNode left, JsonNode whole) {
        if (left.isObject() && whole.isObject()) {
            return left.properties().stream()
                    .allMatch(each -> whole.has(each.getKey()) && isPartOf(each.getValue(), whole.get(each.getKey())));
        }
        if (left.isArray() && whole.isArray() && left.size() == whole.size()) {
            for (int i = 0; i < left.size(); i++) {
                if (!isPartOf(left.get(i), whole.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return left.equals(whole);
    }

    private static boolean isEmpty(List<String> row) {
        return row.stream().skip(1).allMatch("\\N"::equals);
    }

    private Stream<DynamicTest> each(Consumer<Feeder> law) {
        return opened().stream().map(feeder -> DynamicTest.dynamicTest(name(feeder), () -> law.accept(feeder)));
    }

    static String name(Feeder feeder) {
        return feeder.getClass().getSimpleName();
    }
}
