package org.ooni.pipeline.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.sample.Defect.Kind;

class DefectTest {
    @TempDir
    private Path root;

    private WrittenDay day;

    @BeforeEach
    void writeADay() throws IOException {
        day = Days.small(21, root);
    }

    @Test
    void everyKindOccursOnceInAReportOfItsOwn() {
        assertThat(day.defects().stream().map(Defect::kind)).containsExactlyInAnyOrder(Kind.values());
        assertThat(day.defects().stream().map(Defect::textname)).doesNotHaveDuplicates();
        assertThat(day.defects().stream().map(defect -> defect.kind().table()))
                .containsExactly("report", "badblob", "badrow", "badmeta");
    }

    @Test
    void theTruncatedReportEndsWithinItsLastMeasurement() throws IOException {
        Defect defect = only(Kind.TRUNCATED_REPORT);
        byte[] report = bytes(defect);

        assertThat(defect.offset() + defect.size()).isEqualTo(report.length);
        assertThat(report[(int) defect.offset() - 1]).isEqualTo((byte) '\n');
        assertThat(blob(defect)).startsWith("{\"annotations\"").doesNotContain("\n");
    }

    @Test
    void theUnparsableEntryStandsBetweenGoodOnes() throws IOException {
        Defect defect = only(Kind.UNPARSABLE_ENTRY);

        assertThat(blob(defect)).startsWith("---\n").endsWith("[{url: unclosed\n...\n");
        String report = new String(bytes(defect), StandardCharsets.US_ASCII);
        assertThat(report.substring((int) (defect.offset() + defect.size()))).startsWith("---\ninput: ");
    }

    @Test
    void theRefusedRowConnectsToNoAddressThereIs() throws IOException {
        assertThat(blob(only(Kind.REFUSED_ROW)))
                .startsWith("{")
                .endsWith("}")
                .contains("{\"ip\":\"999.1.1.1\",\"port\":80,\"status\":{\"blocked\":true,");
    }

    @Test
    void theRefusedMetadataHasACountryOfThreeLetters() throws IOException {
        Defect defect = only(Kind.REFUSED_METADATA);

        assertThat(blob(defect)).contains("\"probe_cc\":\"USA\"");
        assertThat(defect.size()).isEqualTo(bytes(defect).length - 1L);
    }

    private Defect only(Kind kind) {
        return day.defects().stream()
                .filter(defect -> defect.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private byte[] bytes(Defect defect) throws IOException {
        assertThat(defect.textname()).startsWith("2017-11-23/");
        return Reports.bytes(day, defect.textname().substring("2017-11-23/".length()));
    }

    private String blob(Defect defect) throws IOException {
        return new String(bytes(defect), (int) defect.offset(), (int) defect.size(), StandardCharsets.UTF_8);
    }
}
