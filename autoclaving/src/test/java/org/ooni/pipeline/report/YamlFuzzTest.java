package org.ooni.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.code_intelligence.jazzer.mutation.annotation.WithLength;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;

/** Any bytes are refused as YAML or become a tree that can be published; see docs/testing.md. */
class YamlFuzzTest {
    /** Longer bodies bring nothing new and take their time. */
    private static final int LONGEST = 256;

    private final JsonLaws laws = new JsonLaws();
    private final TextBuffer out = new TextBuffer();

    @FuzzTest
    @DictionaryFile(resourcePath = "yaml.dict")
    void load(byte @NotNull @WithLength(max = LONGEST) [] body) throws IOException {
        JsonNode document;
        try {
            document = YamlDocument.load(Yaml.frame(body), new YamlCopies(0));
        } catch (BadBlobException e) {
            return;
        }
        assertThat(laws.hold(published(document))).isTrue();
    }

    private byte[] published(JsonNode document) {
        out.clear();
        out.append("{\"document\":");
        try {
            JsonWriter.write(document, out);
        } catch (BadBlobException e) {
            throw new AssertionError("a document that cannot be written", e);
        }
        out.append('}');
        return Arrays.copyOf(out.bytes(), out.length());
    }
}
