package org.ooni.pipeline.feeder;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A JSON string that stays in UTF-8 until somebody asks for its characters: most of a measurement is pages, of which
 * nobody wants more than their bytes. Otherwise as any string. Immutable; may keep all the text alive it stands in.
 */
final class LongText extends ValueNode {
    private static final long serialVersionUID = 1L;

    private final byte[] text;
    private final int from;
    private final int to;

    /** @param text well-formed UTF-8 in {@code [from, to)}, which is the string */
    LongText(byte[] text, int from, int to) {
        this.text = text;
        this.from = from;
        this.to = to;
    }

    /** The string in UTF-8. Perhaps not a copy: for reading. */
    byte[] utf8() {
        return from == 0 && to == text.length ? text : Arrays.copyOfRange(text, from, to);
    }

    @Override
    public String textValue() {
        return new String(text, from, to - from, StandardCharsets.UTF_8);
    }

    @Override
    public String asText() {
        return textValue();
    }

    @Override
    public JsonNodeType getNodeType() {
        return JsonNodeType.STRING;
    }

    @Override
    public JsonToken asToken() {
        return JsonToken.VALUE_STRING;
    }

    @Override
    public void serialize(JsonGenerator generator, SerializerProvider provider) throws IOException {
        generator.writeString(textValue());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonNode node && node.isTextual() && textValue().equals(node.textValue());
    }

    @Override
    public int hashCode() {
        return textValue().hashCode();
    }
}
