package org.ooni.pipeline.feeder;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.io.IOException;

/**
 * A JSON string that stays in the text it was read from until somebody asks for it: most of a measurement is pages, of
 * which nobody wants more than their bytes. Otherwise as any string. Immutable; keeps its text alive.
 */
final class LongText extends ValueNode {
    private static final long serialVersionUID = 1L;

    private final byte[] text;
    private final int from;
    private final int to;
    private final boolean escaped;

    /**
     * @param text well-formed UTF-8 in {@code [from, to)}, what stands between the quotes
     * @param escaped whether there is a backslash in it, always before a character that may be escaped
     */
    LongText(byte[] text, int from, int to, boolean escaped) {
        this.text = text;
        this.from = from;
        this.to = to;
        this.escaped = escaped;
    }

    /** The string in UTF-8; half surrogates are U+FFFD. */
    byte[] utf8() {
        return JsonStrings.utf8(text, from, to, escaped);
    }

    @Override
    public String textValue() {
        return JsonStrings.decode(text, from, to, escaped);
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
