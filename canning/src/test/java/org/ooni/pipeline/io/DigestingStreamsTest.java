package org.ooni.pipeline.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DigestingStreamsTest {
    private static final byte[] TEXT =
            "The quick brown fox jumps over the lazy dog".getBytes(StandardCharsets.US_ASCII);
    private static final FileDigest DIGEST =
            new FileDigest(43, 0x414FA339, Sha1.ofBase64("L9ThxnotKPzthJ7hu3bnORuT6xI="));

    @Test
    void whatIsWrittenIsSummedUp() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DigestingOutputStream digesting = new DigestingOutputStream(out);
        digesting.write(TEXT[0]);
        digesting.write(TEXT, 1, 20);
        digesting.write(TEXT, 21, 22);
        assertThat(digesting.finish()).isEqualTo(DIGEST);
        assertThat(out.toByteArray()).isEqualTo(TEXT);
    }

    @Test
    void whatIsReadSkippedOrLeftIsSummedUp() throws IOException {
        DigestingInputStream digesting = new DigestingInputStream(new ByteArrayInputStream(TEXT));
        assertThat(digesting.read()).isEqualTo('T');
        assertThat(digesting.skip(4)).isEqualTo(4);
        assertThat(digesting.skip(-1)).isZero();
        assertThat(digesting.readNBytes(5)).asString(StandardCharsets.US_ASCII).isEqualTo("uick ");
        assertThat(digesting.position()).isEqualTo(10);
        assertThat(digesting.finish()).isEqualTo(DIGEST);
    }

    @Test
    void crc32IsSigned() {
        Digester digester = new Digester();
        digester.update(new byte[] {'{', '}', '\n'}, 0, 3);
        assertThat(digester.finish().crc32()).isEqualTo(-576606202);
    }

    @Test
    void aDigesterStartsAgain() {
        Digester digester = new Digester();
        digester.update(TEXT, 0, 5);
        digester.finish();
        digester.update(TEXT, 0, TEXT.length);
        assertThat(digester.finish()).isEqualTo(DIGEST);
    }

    @Test
    void aSha1IsSpelledInBase64OrHex() {
        assertThat(DIGEST.sha1().base64()).isEqualTo("L9ThxnotKPzthJ7hu3bnORuT6xI=");
        assertThat(DIGEST.sha1().hex()).isEqualTo("2fd4e1c67a2d28fced849ee1bb76e7391b93eb12");
        assertThatThrownBy(() -> Sha1.ofBase64("L9Th")).isInstanceOf(IllegalArgumentException.class);
    }
}
