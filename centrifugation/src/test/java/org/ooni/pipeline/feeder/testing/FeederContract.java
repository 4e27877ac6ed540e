package org.ooni.pipeline.feeder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ooni.pipeline.metadb.CodeVer;

/** What holds for every Feeder, whatever its table. Extend it with the Feeders to be held to it. */
public abstract class FeederContract {
    private static final int MUTANTS = 3000;

    /** Those under test. */
    protected abstract List<Feeder> feeders();

    /** Measurements of which these Feeders make rows, and others. */
    protected abstract List<ObjectNode> examples();

    /** What they are opened with: nothing is known, unless a subclass knows something. */
    protected FeederContext context() {
        return new FeederContext(new BlockPages(List.of()), new SimhashCache());
    }

    private List<Feeder> opened() {
        FeederContext context = context();
        return feeders().stream().map(feeder -> feeder.open(context)).toList();
    }

    @Test
    final void thereIsSomethingToTest() {
        assertThat(feeders()).isNotEmpty();
        assertThat(examples()).isNotEmpty();
        for (Feeder feeder : opened()) {
            assertThat(examples())
                    .as(name(feeder))
                    .anyMatch(datum -> Fed.by(feeder, datum).rows().stream().anyMatch(row -> !isEmpty(row)));
        }
    }

    @TestFactory
    final Stream<DynamicTest> theFirstColumnIsTheMeasurement() {
        return each(feeder -> {
            assertThat(feeder.table().columns()).startsWith("msm_no").doesNotHaveDuplicates();
            for (ObjectNode datum : examples()) {
                assertThat(Fed.by(feeder, datum).rows())
                        .allMatch(row -> row.get(0).equals(String.valueOf(Fed.MSM_NO)));
            }
        });
    }

    @TestFactory
    final Stream<DynamicTest> itIsNotNewerThanTheProgram() {
        return each(feeder -> assertThat(feeder.minCodeVer()).isBetween(1, CodeVer.CURRENT));
    }

    @TestFactory
    final Stream<DynamicTest> aRowHasAFieldForEveryColumn() {
        return each(feeder -> {
            for (ObjectNode datum : examples()) {
                assertThat(Fed.by(feeder, datum).rows())
                        .allMatch(row -> row.size() == feeder.table().columns().size());
            }
        });
    }

    @TestFactory
    final Stream<DynamicTest> feedingLeavesTheMeasurementAsItIs() {
        return each(feeder -> {
            for (ObjectNode datum : examples()) {
                ObjectNode fed = datum.deepCopy();
                Fed.feed(feeder, fed);
                assertThat(fed).isEqualTo(datum);
            }
        });
    }

    @TestFactory
    final Stream<DynamicTest> erasingAgainChangesNothingMore() {
        return each(feeder -> {
            for (ObjectNode datum : examples()) {
                ObjectNode once = datum.deepCopy();
                if (Fed.erase(feeder, once) == null) {
                    ObjectNode twice = once.deepCopy();
                    Fed.erase(feeder, twice);
                    assertThat(twice).isEqualTo(once);
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
            assertThat(Fed.by(feeder, datum).rows()).allMatch(FeederContract::isEmpty);
            assertThat(Fed.erase(feeder, left)).isNull();
            assertThat(left).isEqualTo(datum);
        });
    }

    /** Whatever hides in a measurement, rows are whole, the datum is not touched, and refusals are the agreed ones. */
    @TestFactory
    final Stream<DynamicTest> brokenMeasurementsAreFedWholeOrRefused() {
        return each(feeder -> {
            long seed = Long.getLong("seed", 20_261_120);
            Random random = new Random(seed);
            for (int i = 0; i < MUTANTS; i++) {
                ObjectNode datum =
                        examples().get(random.nextInt(examples().size())).deepCopy();
                breakSomething(datum, random);
                ObjectNode fed = datum.deepCopy();
                assertThatCode(() -> {
                            Fed.feed(feeder, fed);
                            assertThat(fed).isEqualTo(datum);
                            Fed.erase(feeder, fed);
                        })
                        .as("seed %d: %s", seed, datum)
                        .doesNotThrowAnyException();
            }
        });
    }

    private static void breakSomething(ObjectNode datum, Random random) {
        List<JsonNode> containers = new ArrayList<>();
        collect(datum, containers);
        JsonNode container = containers.get(random.nextInt(containers.size()));
        if (container instanceof ObjectNode object && !object.isEmpty()) {
            List<String> keys = new ArrayList<>();
            object.fieldNames().forEachRemaining(keys::add);
            String key = keys.get(random.nextInt(keys.size()));
            if (random.nextInt(4) == 0) {
                object.remove(key);
            } else {
                object.set(key, strange(random));
            }
        } else if (container instanceof ArrayNode array) {
            array.add(strange(random));
        }
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    private static JsonNode strange(Random random) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        List<JsonNode> strange = List.of(
                make.nullNode(),
                make.booleanNode(random.nextBoolean()),
                IntNode.valueOf(random.nextInt(3) - 1),
                make.numberNode(random.nextDouble()),
                make.numberNode(Double.POSITIVE_INFINITY),
                make.numberNode(BigInteger.TEN.pow(30)),
                TextNode.valueOf(""),
                TextNode.valueOf("\u00e9\u0000\ud800\t"),
                make.arrayNode(),
                make.arrayNode().add("a").add(1),
                make.arrayNode().add("a").add("b"),
                make.arrayNode().addNull(),
                make.objectNode(),
                make.objectNode().put("x", 1));
        return strange.get(random.nextInt(strange.size()));
    }

    private static boolean isEmpty(List<String> row) {
        return row.stream().skip(1).allMatch("\\N"::equals);
    }

    private Stream<DynamicTest> each(Consumer<Feeder> law) {
        return opened().stream().map(feeder -> DynamicTest.dynamicTest(name(feeder), () -> law.accept(feeder)));
    }

    private static String name(Feeder feeder) {
        return feeder.getClass().getSimpleName();
    }
}
