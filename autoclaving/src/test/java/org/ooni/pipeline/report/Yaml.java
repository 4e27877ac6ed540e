package org.ooni.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** YAML written in tests: bodies of frames, and what becomes of them. */
final class Yaml {
    private static final JsonMapper JSON = new JsonMapper();
    private static final byte[] START = {'-', '-', '-', '\n'};
    private static final byte[] END = {'\n', '.', '.', '.', '\n'};

    private Yaml() {}

    static byte[] frame(String body) {
        return frame(body.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] frame(byte[] body) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(START);
        frame.writeBytes(body);
        frame.writeBytes(END);
        return frame.toByteArray();
    }

    static JsonNode load(String body) throws BadBlobException {
        return YamlDocument.load(frame(body), new YamlCopies(0));
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** Equal values, equal number types, and equal order of fields. */
    static void assertLoads(String body, String json) throws BadBlobException {
        JsonNode value = load(body);
        assertThat(value).as(body).isEqualTo(json(json));
        assertThat(value.toString()).as(body).isEqualTo(json(json).toString());
    }

    static void assertRefused(String body, BadReason reason) {
        assertRefused(frame(body), reason);
    }

    static void assertRefused(byte[] blob, BadReason reason) {
        BadBlobException bad =
                catchThrowableOfType(BadBlobException.class, () -> YamlDocument.load(blob, new YamlCopies(0)));
        assertThat(bad)
                .as("refusal of %s", new String(blob, StandardCharsets.UTF_8))
                .isNotNull();
        assertThat(bad.reason()).as(bad.getMessage()).isEqualTo(reason);
    }
}
