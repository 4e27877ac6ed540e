package org.ooni.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What any blob is held to: it is refused, or becomes strict text that copies to itself and that its tree gives. */
final class JsonLaws {
    private final JsonText text = new JsonText();
    private final ObjectMapper strictReader = new ObjectMapper();

    /** Whether the blob was accepted. */
    boolean hold(byte[] blob) throws IOException {
        try {
            text.copy(blob, 0, blob.length);
        } catch (BadBlobException e) {
            assertThat(e.reason()).isEqualTo(BadReason.VALUE);
            return false;
        }
        try {
            assertStrict();
        } catch (BadBlobException e) {
            throw new AssertionError("refused the second time", e);
        }
        return true;
    }

    private void assertStrict() throws IOException, BadBlobException {
        byte[] copy = Arrays.copyOf(text.bytes(), text.length());
        String copied = copied();
        assertThat(copied.chars().allMatch(c -> c >= ' ')).isTrue();
        // From characters: from bytes, Jackson takes lone surrogates in values but not in keys.
        JsonNode read = strictReader.readTree(copied);
        assertThat(read.size()).isEqualTo(text.tree().size());
        boolean repeats = text.hasNestedRepeats() || text.members().size() != read.size();
        if (!repeats) {
            assertThat(JsonWriter.text(text.tree())).isEqualTo(copied);
        }
        text.copy(copy, 0, copy.length);
        assertThat(copied()).isEqualTo(copied);
    }

    private String copied() {
        return new String(text.bytes(), 0, text.length(), StandardCharsets.UTF_8);
    }
}
