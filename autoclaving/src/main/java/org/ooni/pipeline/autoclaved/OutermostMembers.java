package org.ooni.pipeline.autoclaved;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Looks up members of measurements' outermost objects. What is not asked for is passed over unparsed, and a text is read
 * as far as the last member that is asked for. Not thread-safe.
 */
public final class OutermostMembers {
    private static final JsonMapper JSON = new JsonMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(1100)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build());

    private final byte[] text;
    private int at;
    private int end;

    /** @param text in which the measurements stand; it is not to be changed meanwhile */
    public OutermostMembers(byte[] text) {
        this.text = text;
    }

    /**
     * The values in the measurement at {@code [from, from + size)} whose keys are in {@code keys}, as far as there are
     * any; of a key that comes twice, the first.
     *
     * @throws IOException when it is no JSON object, without a quotation
     */
    public Map<String, JsonNode> find(int from, int size, Set<String> keys) throws IOException {
        at = from;
        end = from + size;
        Map<String, JsonNode> found = new HashMap<>();
        expect('{');
        while (found.size() < keys.size() && token() != '}') {
            String key = key();
            expect(':');
            token();
            int value = at;
            skipValue();
            if (keys.contains(key)) {
                found.putIfAbsent(key, parsed(value));
            }
            if (token() != '}') {
                expect(',');
            }
        }
        return found;
    }

    private String key() throws IOException {
        token();
        int from = at;
        skipString();
        for (int i = from; i < at; i++) {
            if (text[i] == '\\' || text[i] < 0) {
                return parsed(from).textValue();
            }
        }
        return new String(text, from + 1, at - from - 2, StandardCharsets.US_ASCII);
    }

    private JsonNode parsed(int from) throws IOException {
        try {
            return JSON.readTree(text, from, at - from);
        } catch (JsonProcessingException e) {
            // Its message would quote the measurement.
            throw new IOException("a value that is not JSON");
        }
    }

    private void skipValue() throws IOException {
        int depth = 0;
        do {
            switch (token()) {
                case '"' -> skipString();
                case '{', '[' -> {
                    depth++;
                    at++;
                }
                case '}', ']' -> {
                    depth--;
                    at++;
                }
                case ',', ':' -> at++;
                default -> skipWord();
            }
        } while (depth > 0);
    }

    /** A number or a word. */
    private void skipWord() {
        while (at < end && ",:]}\"{[ \t\r\n".indexOf(text[at]) < 0) {
            at++;
        }
    }

    private void skipString() throws IOException {
        expect('"');
        int i = at;
        while (i < end && text[i] != '"') {
            i += text[i] == '\\' ? 2 : 1;
        }
        if (i >= end) {
            throw new EOFException("a string without an end");
        }
        at = i + 1;
    }

    /** The next byte that is no blank; it is not passed. */
    private byte token() throws IOException {
        while (at < end && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) {
            at++;
        }
        if (at >= end) {
            throw new EOFException("an object without an end");
        }
        return text[at];
    }

    private void expect(char wanted) throws IOException {
        if (token() != wanted) {
            throw new IOException("'" + wanted + "' is missing");
        }
        at++;
    }
}
