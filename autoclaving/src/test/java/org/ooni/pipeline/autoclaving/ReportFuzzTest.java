package org.ooni.pipeline.autoclaving;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.autoclaving.sanitise.BridgeDb;
import org.ooni.pipeline.autoclaving.sanitise.Sanitisers;
import org.ooni.pipeline.autoclaving.scrub.ScrubbingRules;

/** Every piece of any report is accounted for, by a rule; see docs/testing.md. */
class ReportFuzzTest {
    @TempDir
    private Path temp;

    private ReportLaws laws;

    @BeforeEach
    void prepare() throws IOException {
        Path bridges = Files.writeString(
                temp.resolve("bridge_db.json"),
                "{\"192.0.2.1:443\":{\"fingerprint\":\"" + "0123456789".repeat(4) + "\"}}");
        laws = new ReportLaws(new Autoclave(new Sanitisers(BridgeDb.read(bridges)), ScrubbingRules.none()), 500);
    }

    @FuzzTest
    @DictionaryFile(resourcePath = "json-report.dict")
    void json(byte[] report) throws IOException {
        laws.holdJson(report);
    }

    @FuzzTest
    @DictionaryFile(resourcePath = "yaml-report.dict")
    void yaml(byte[] report) throws IOException {
        laws.holdYaml(report);
    }
}
