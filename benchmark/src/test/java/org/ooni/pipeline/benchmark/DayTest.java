package org.ooni.pipeline.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.raw.Bucket;

class DayTest {
    @TempDir
    private Path root;

    private Workplace workplace() throws IOException {
        return Workplace.open(root.resolve("work"), 0.02, 1, System.err);
    }

    @Test
    void theNextDayHasTheSamePagesInOtherReports() throws IOException {
        Workplace workplace = workplace();
        workplace.prepare(Day.JSON, Day.JSON.bucket());
        workplace.prepare(Day.JSON, Day.JSON.nextBucket());

        assertThat(bodies(workplace, Day.JSON.bucket()))
                .hasSizeGreaterThan(50)
                .isEqualTo(bodies(workplace, Day.JSON.nextBucket()));
        assertThat(names(workplace, Day.JSON.bucket()))
                .doesNotContainAnyElementsOf(names(workplace, Day.JSON.nextBucket()));
    }

    @Test
    void onlyTheJsonDayIsWithoutYaml() throws IOException {
        Workplace workplace = workplace();
        for (Day day : Day.REAL) {
            workplace.prepare(day, day.bucket());
        }

        assertThat(names(workplace, Day.JSON.bucket())).allMatch(name -> name.endsWith(".json"));
        assertThat(names(workplace, Day.YAML.bucket())).allMatch(name -> name.endsWith(".yaml"));
        assertThat(names(workplace, Day.MIXED.bucket()))
                .anyMatch(name -> name.endsWith(".json"))
                .anyMatch(name -> name.endsWith(".yaml"));
    }

    @Test
    void aDirectoryOfSomethingElseIsLeftAlone() throws IOException {
        Files.createDirectory(root.resolve("work"));
        Files.writeString(root.resolve("work/thesis.tex"), "important");

        assertThatThrownBy(this::workplace).hasMessageContaining("neither empty nor a benchmark's");
        assertThat(root.resolve("work")).isDirectoryNotContaining("glob:**THIS*");
    }

    private static Set<String> names(Workplace workplace, Bucket bucket) throws IOException {
        try (Stream<Path> files = Files.list(bucket.under(workplace.reportsRaw()))) {
            return new TreeSet<>(
                    files.map(file -> file.getFileName().toString()).toList());
        }
    }

    private static Set<String> bodies(Workplace workplace, Bucket bucket) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        Set<String> bodies = new TreeSet<>();
        for (String name : names(workplace, bucket)) {
            if (name.contains("-web_connectivity-")) {
                for (String line :
                        Files.readAllLines(bucket.under(workplace.reportsRaw()).resolve(name))) {
                    JsonNode requests = mapper.readTree(line).path("test_keys").path("requests");
                    requests.forEach(request ->
                            bodies.add(request.path("response").path("body").toString()));
                }
            }
        }
        return bodies;
    }
}
