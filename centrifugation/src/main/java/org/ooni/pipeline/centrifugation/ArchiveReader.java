package org.ooni.pipeline.centrifugation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.ooni.pipeline.autoclaved.AutoclavedReader;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.io.Progress;

/**
 * Reads measurements in the order of their places: each file once, front to back, to its end, where its digest must be
 * the expected one, of the index or of the database. Not thread-safe.
 */
final class ArchiveReader implements Closeable {
    /** Keys are data here, host names among them: remembering them between measurements does not pay. */
    private static final ObjectReader JSON = JsonMapper.builder(JsonFactory.builder()
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
                    // The plain parser takes time in the square of the digits.
                    .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(1100)
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNumberLength(Integer.MAX_VALUE)
                            .maxNameLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private final Path root;
    private final Progress progress;

    private AutoclavedReader file;
    private MeasurementPlace at;
    private byte[] frame;
    private long frameOff;
    private long reported;
    private long bytesRead;
    private long textBytes;

    /** @param root of the autoclaved archive */
    ArchiveReader(Path root, Progress progress) {
        this.root = root;
        this.progress = progress;
    }

    /** Makes the file of {@code place} the one that is read; the one before is read to its end and proven. */
    void moveTo(MeasurementPlace place) throws IOException {
        if (at != null && at.filename().equals(place.filename())) {
            return;
        }
        finish();
        file = AutoclavedReader.open(root.resolve(place.filename()));
        at = place;
        frame = null;
        reported = 0;
    }

    /** The measurement at {@code place}, which is in the file moved to, at or after the last one. */
    JsonNode measurement(MeasurementPlace place) throws IOException {
        if (frame == null || frameOff != place.frameOff()) {
            frame = place.frameTextSize() == 0
                    ? file.frame(place.frameOff(), place.frameSize())
                    : file.frame(place.frameOff(), place.frameSize(), place.frameTextSize());
            frameOff = place.frameOff();
            report(place.frameOff() + place.frameSize());
        }
        if ((long) place.intraOff() + place.intraSize() > frame.length) {
            throw new CorruptFileException(
                    place.filename(),
                    frameOff,
                    "no measurement at byte " + place.intraOff() + " of this frame's text, which ends before");
        }
        textBytes += place.intraSize();
        return parse(place);
    }

    private JsonNode parse(MeasurementPlace place) throws IOException {
        try {
            return JSON.readTree(frame, place.intraOff(), place.intraSize());
        } catch (JsonProcessingException e) {
            return parseCharacters(place);
        }
    }

    /** The parser of bytes refuses half a surrogate pair in a key, which probes have sent; that of characters does not. */
    private JsonNode parseCharacters(MeasurementPlace place) throws IOException {
        try {
            return JSON.readTree(new String(frame, place.intraOff(), place.intraSize(), StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            // Its message would quote the measurement.
            throw new CorruptFileException(
                    place.filename(),
                    frameOff,
                    "the measurement at byte " + place.intraOff() + " of this frame's text is not JSON");
        }
    }

    /** Reads the file at hand to its end, and demands that it is the expected one. */
    void finish() throws IOException {
        if (file == null) {
            return;
        }
        at.digest().require(file.finish(), at.filename(), "file");
        bytesRead += at.digest().size();
        report(at.digest().size());
        close();
    }

    /** Of the compressed files that were finished. */
    long bytesRead() {
        return bytesRead;
    }

    /** Of the measurements. */
    long textBytes() {
        return textBytes;
    }

    private void report(long position) {
        progress.advance(position - reported);
        reported = position;
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
            file = null;
        }
    }
}
