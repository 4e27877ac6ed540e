package org.ooni.pipeline.cli.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ooni.pipeline.io.BadInputException;
import org.ooni.pipeline.metadb.Fingerprint;

class CommunityListTest {
    private static final Path REAL = Path.of("../../shared/vectors/fingerprints");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "isp | body        | contains | x | -      | BODY_SUBSTRING ZZ",
                "isp | body        | contains | x | IT     | BODY_SUBSTRING IT",
                "isp | body        | contains | x | IT, FR | BODY_SUBSTRING IT FR",
                "isp | body        | contains | x | GR,ZZ  | BODY_SUBSTRING ZZ",
                "isp | body        | contains | x | IT,IT  | BODY_SUBSTRING IT",
                "isp | header.via  | full     | x | IT     | HEADER_VALUE IT",
                "nat | header.via  | prefix   | x | IT     | HEADER_PREFIX IT",
                "new | header.a-b  | prefix   | x | IT     | HEADER_PREFIX IT",
                "isp | body        | full     | x | IT     | body full: of a body only contains can be stored",
                "isp | body        | prefix   | x | IT     | body prefix: of a body only contains can be stored",
                "isp | body        | regexp   | x | IT     | body regexp: of a body only contains can be stored",
                "isp | body        | glob     | x | IT     | a pattern type that is not known: glob",
                "isp | header.via  | contains | x | IT     | header contains: of a header only prefix and full can be stored",
                "isp | header.via  | regexp   | x | IT     | header regexp: of a header only prefix and full can be stored",
                "isp | header.v:a  | full     | x | IT     | a value that cannot be right: 'v:a' is no header's name",
                "isp | dns         | full     | x | IT     | location dns: only HTTP responses are searched",
                "isp | tls         | full     | x | IT     | a location that is not known: tls",
                "fp  | body        | contains | x | IT     | scope fp: known not to be a block page",
                "vbw | body        | contains | x | IT     | scope vbw: too vague to confirm blocking (--vague takes these)",
                "isp | body        | contains | - | IT     | a value that cannot be right: there is no text to look for",
                "isp | body        | contains | x | it     | a value that cannot be right: 'it' is no country's code: two capital letters, or ZZ for all countries",
                "isp | body        | contains | x | IT,    | a value that cannot be right: '' is no country's code: two capital letters, or ZZ for all countries",
            })
    void aLineComesToFingerprintsOrAReason(
            String scope, String location, String type, String pattern, String countries, String outcome) {
        CommunityLine line = CommunityLine.of(
                7,
                new CommunityLine.Columns(
                        "n", scope, location, type, pattern == null ? "" : pattern, countries == null ? "" : countries),
                false);

        assertThat(line.leftOut().map(Object::toString).orElseGet(() -> summary(line)))
                .isEqualTo(outcome);
        assertThat(line.fingerprints().isEmpty()).isEqualTo(line.leftOut().isPresent());
    }

    private static String summary(CommunityLine line) {
        return line.fingerprints().get(0).kind()
                + line.fingerprints().stream()
                        .map(fingerprint -> " " + fingerprint.country())
                        .collect(Collectors.joining());
    }

    @Test
    void columnsAreKnownByTheirNames() throws IOException {
        Path file = Files.writeString(
                directory.resolve("list.csv"),
                "pattern,pattern_type,more,location_found,name,expected_countries,scope\nx,full,,header.Via,n,IT,isp\n");

        assertThat(CommunityList.read(file, false)).singleElement().satisfies(line -> {
            assertThat(line.number()).isEqualTo(2);
            assertThat(line.fingerprints()).containsExactly(Fingerprint.ofHeaderValue("IT", "Via", "x"));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | list.csv is empty",
                "name,scope | line 1 does not have the column location_found exactly once",
                "name,name,scope | line 1 does not have the column name exactly once",
            })
    void anotherKindOfFileIsRefused(String text, String message) throws IOException {
        Path file = Files.writeString(directory.resolve("list.csv"), text);

        assertThatThrownBy(() -> CommunityList.read(file, false))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void theRealListsAreUnderstood() throws IOException {
        assumeTrue(Files.isDirectory(REAL), "no real lists beside the project");

        List<CommunityLine> http = CommunityList.read(REAL.resolve("fingerprints_http.csv"), true);
        assertThat(http).hasSize(1729);
        assertThat(reasons(http))
                .containsOnlyKeys(
                        "scope fp: known not to be a block page",
                        "header contains: of a header only prefix and full can be stored",
                        "body regexp: of a body only contains can be stored",
                        "body full: of a body only contains can be stored")
                .containsEntry("scope fp: known not to be a block page", 475L);
        List<CommunityLine> dns = CommunityList.read(REAL.resolve("fingerprints_dns.csv"), false);
        assertThat(reasons(dns)).isEqualTo(Map.of("location dns: only HTTP responses are searched", 226L));
    }

    private static Map<String, Long> reasons(List<CommunityLine> lines) {
        return lines.stream()
                .flatMap(line -> line.leftOut().stream())
                .collect(Collectors.groupingBy(CommunityLine.LeftOut::reason, Collectors.counting()));
    }
}
