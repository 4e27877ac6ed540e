package org.ooni.pipeline.report;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/** Any bytes are refused as JSON or become strict text; see docs/testing.md. */
class JsonFuzzTest {
    private final JsonLaws laws = new JsonLaws();

    @FuzzTest
    @DictionaryFile(resourcePath = "json.dict")
    void copy(byte[] blob) throws IOException {
        laws.hold(blob);
    }
}
