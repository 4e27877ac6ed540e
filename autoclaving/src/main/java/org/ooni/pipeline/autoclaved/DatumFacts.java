package org.ooni.pipeline.autoclaved;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What a measurement says of itself, for comparing with others that know it.
 *
 * @param id null if it is not a string
 * @param reportFilename the textname of its report; likewise
 * @param plainInput whether {@code input} is a string or null
 * @param input null if it is null or not plain
 */
public record DatumFacts(String id, String reportFilename, boolean plainInput, String input) {
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(1100)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** Reads a measurement to its end; null if it is not one JSON object. */
    static DatumFacts of(byte[] text, int off, int length) throws IOException {
        try (JsonParser json = JSON.createParser(text, off, length)) {
            return of(json);
        } catch (JsonProcessingException e) {
            return ofCharacters(new String(text, off, length, StandardCharsets.UTF_8));
        }
    }

    /** The parser of bytes refuses half a surrogate pair in a key, which probes have sent; that of characters does not. */
    private static DatumFacts ofCharacters(String text) throws IOException {
        try (JsonParser json = JSON.createParser(text)) {
            return of(json);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static DatumFacts of(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return null;
        }
        String id = null;
        String reportFilename = null;
        String input = null;
        boolean plainInput = true;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("id")) {
                id = string(json, value);
            } else if (name.equals("report_filename")) {
                reportFilename = string(json, value);
            } else if (name.equals("input")) {
                input = string(json, value);
                plainInput = input != null || value == JsonToken.VALUE_NULL;
            }
            json.skipChildren();
        }
        return json.nextToken() == null ? new DatumFacts(id, reportFilename, plainInput, input) : null;
    }

    private static String string(JsonParser json, JsonToken value) throws IOException {
        return value == JsonToken.VALUE_STRING ? json.getText() : null;
    }
}
