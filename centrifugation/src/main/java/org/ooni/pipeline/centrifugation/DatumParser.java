package org.ooni.pipeline.centrifugation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.ooni.pipeline.autoclaved.CompressedFrame;
import org.ooni.pipeline.feeder.DatumTree;
import org.ooni.pipeline.io.CorruptFileException;

/** Parses the measurements of one frame: by a quick parser what that one takes, the rest by a general one. Not thread-safe. */
final class DatumParser {
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

    private final CompressedFrame frame;
    private final byte[] text;
    private final DatumTree trees;

    /** Decodes {@code frame}. */
    DatumParser(CompressedFrame frame) throws IOException {
        this.frame = frame;
        this.text = frame.text();
        this.trees = new DatumTree(text);
    }

    /** The measurement at {@code place}, which is in this frame. */
    JsonNode parse(MeasurementPlace place) throws IOException {
        if ((long) place.intraOff() + place.intraSize() > text.length) {
            throw corrupt("no measurement at byte " + place.intraOff() + " of this frame's text, which ends before");
        }
        JsonNode tree = trees.read(place.intraOff(), place.intraSize());
        return tree == null ? parseUnusual(place) : tree;
    }

    private JsonNode parseUnusual(MeasurementPlace place) throws IOException {
        try {
            return JSON.readTree(text, place.intraOff(), place.intraSize());
        } catch (JsonProcessingException e) {
            return parseCharacters(place);
        }
    }

    /** The parser of bytes refuses half a surrogate pair in a key, which probes have sent; that of characters does not. */
    private JsonNode parseCharacters(MeasurementPlace place) throws IOException {
        try {
            return JSON.readTree(new String(text, place.intraOff(), place.intraSize(), StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            // Its message would quote the measurement.
            throw corrupt("the measurement at byte " + place.intraOff() + " of this frame's text is not JSON");
        }
    }

    private CorruptFileException corrupt(String reason) {
        return new CorruptFileException(frame.file(), frame.offset(), reason);
    }
}
