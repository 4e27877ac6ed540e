package org.ooni.pipeline.centrifugation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ooni.pipeline.feeder.SampleData;
import org.ooni.pipeline.metadb.Fingerprint;
import org.ooni.pipeline.metadb.Fingerprints;
import org.ooni.pipeline.metadb.FingerprintsChangedException;
import org.ooni.pipeline.metadb.MetaDb;

/** Nothing is ingested with fingerprints that nobody answers for. */
class KnownFingerprintsTest extends IngestFixture {
    @Test
    @DisplayName("#35: fingerprints changed by hand stop the run until they are accepted")
    void fingerprintsChangedByHandStopTheRunUntilTheyAreAccepted() throws Exception {
        metadb.execute("UPDATE fingerprint SET origin_cc = 'UK' WHERE fingerprint_no = 16");

        assertThatThrownBy(() -> ingest(SampleData.webConnectivity()))
                .isInstanceOf(FingerprintsChangedException.class)
                .hasMessageContaining("run `fingerprints accept`");
        assertThat(count("autoclaved")).isZero();

        new Fingerprints(new MetaDb(metadb.dataSource())).accept();
        run();
        assertThat(count("autoclaved")).isEqualTo(1);
    }

    @Test
    void fingerprintsAddedOnPurposeAreFine() throws Exception {
        new Fingerprints(new MetaDb(metadb.dataSource())).change(table -> table.add(Fingerprint.ofBody("IT", "x")));

        ingest(SampleData.webConnectivity());

        assertThat(count("autoclaved")).isEqualTo(1);
    }
}
