package org.ooni.pipeline.centrifugation;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ooni.pipeline.feeder.Feeder;
import org.ooni.pipeline.feeder.ReportFields;

/** Feeds batches of measurements to Feeders of its own, without a database. For one thread at a time. */
final class BatchFeeding {
    private static final byte[] NO_ROW = {};

    private final MeasurementRows rows;

    /** @param feeders opened, for this one alone */
    BatchFeeding(List<Feeder> feeders) {
        this.rows = new MeasurementRows(feeders);
    }

    List<FedMeasurement> feed(MeasurementBatch batch) throws IOException {
        List<FedMeasurement> fed = new ArrayList<>();
        for (MeasurementBatch.Frame frame : batch.frames()) {
            DatumParser parser = new DatumParser(frame.compressed());
            for (MeasurementPlace place : frame.places()) {
                JsonNode datum = parser.parse(place);
                fed.add(batch.redo() == null ? take(place, datum) : redo(place, datum, batch.redo()));
            }
        }
        return fed;
    }

    private FedMeasurement take(MeasurementPlace place, JsonNode datum) {
        Optional<Refusal> refusal = rows.take(place.msmNo(), datum);
        if (refusal.isPresent()) {
            ReportFields fields = refusal.get().byReport() ? null : rows.fields();
            return new FedMeasurement(place, refusal.get(), fields, NO_ROW, NO_ROW, List.of(), List.of());
        }
        return new FedMeasurement(
                place,
                null,
                rows.fields(),
                rows.measurement().drain(),
                rows.residual().drain(),
                rows.hashes(),
                features());
    }

    private FedMeasurement redo(MeasurementPlace place, JsonNode datum, Set<String> tables) {
        rows.redo(place.msmNo(), datum, tables);
        return new FedMeasurement(place, null, null, NO_ROW, NO_ROW, rows.hashes(), features());
    }

    private List<byte[]> features() {
        return rows.feeders().stream().map(each -> each.rows().drain()).toList();
    }
}
