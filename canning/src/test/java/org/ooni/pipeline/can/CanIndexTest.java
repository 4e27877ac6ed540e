package org.ooni.pipeline.can;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.io.FileDigest;
import org.ooni.pipeline.io.Gzip;
import org.ooni.pipeline.io.JsonLines;

class CanIndexTest {
    private static final String SHA1 = "dpp4Xw07a7wxyNC4ZrLsUOTwmL8=";
    private static final String BLOB = "{\"file_crc32\": -2, \"file_sha1\": \"" + SHA1
            + "\", \"file_size\": 1200, \"filename\": \"2016-09-28/a.json.lz4\", \"text_crc32\": 7, \"text_sha1\": \""
            + SHA1 + "\", \"text_size\": 4294967296, \"textname\": \"2016-09-28/a.json\"}\n";
    private static final String TAR = "{\"canned\": [{\"text_crc32\": -389142680, \"text_sha1\": \"" + SHA1
            + "\", \"text_size\": 2380, \"textname\": \"2016-09-28/b.json\"}, {\"text_crc32\": 0, \"text_sha1\": \""
            + SHA1 + "\", \"text_size\": 0, \"textname\": \"2016-09-28/c.json\"}], \"file_crc32\": 1, \"file_sha1\": \""
            + SHA1 + "\", \"file_size\": 1200, \"filename\": \"2016-09-28/ndt.0.tar.lz4\", \"text_size\": 10240}\n";

    @TempDir
    Path temp;

    @Test
    void rowsAreReadAndWrittenAsTheyWere() throws IOException {
        List<Can> cans = read(BLOB + TAR);
        assertThat(cans.get(0)).isInstanceOf(BlobCan.class);
        assertThat(cans.get(0).textSize()).isEqualTo(1L << 32);
        assertThat(cans.get(1)).isInstanceOf(TarCan.class);
        assertThat(cans.get(1).reports())
                .extracting(CannedText::textname)
                .containsExactly("2016-09-28/b.json", "2016-09-28/c.json");
        assertThat(cans.get(1).basename()).isEqualTo("ndt.0.tar.lz4");
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (JsonLines.Writer lines = JsonLines.write(text)) {
            for (Can can : cans) {
                CanIndex.write(can, lines);
            }
        }
        assertThat(text).hasToString(BLOB + TAR);
    }

    @Test
    void rowsAndKeysInAnyOrderAreTaken() throws IOException {
        String shuffled =
                "{\"textname\":\"2016-09-28/a.json\",\"filename\":\"2016-09-28/a.json.lz4\",\"text_size\":4294967296,"
                        + "\"text_sha1\":\"" + SHA1
                        + "\",\"text_crc32\":7,\"file_size\":1200,\"more\":[{}],\"file_sha1\":\"" + SHA1
                        + "\",\"file_crc32\":-2}\n";
        assertThat(read(TAR + shuffled)).containsExactlyElementsOf(read(TAR + BLOB));
    }

    @Test
    void nonAsciiIsEscapedAsTheOriginalEscapes() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (JsonLines.Writer lines = JsonLines.write(text)) {
            lines.line(json -> json.writeStringField("k", "\u00e9\u007f\u001f\"\\/\ud83d\ude00\n"));
        }
        assertThat(text).hasToString("{\"k\": \"\\u00e9\u007f\\u001f\\\"\\\\/\\ud83d\\ude00\\n\"}\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"filename\": \"2016-09-28/a.json.lz4\" | \"filename\": 5 | no filename",
                "2016-09-28/a.json.lz4 | a.json.lz4 | filename is not <bucket>/<file>",
                "2016-09-28/a.json.lz4 | ../../etc/passwd | filename is not <bucket>/<file>",
                "2016-09-28/a.json.lz4 | 2016-09-28/.. | filename is not <bucket>/<file>",
                "2016-09-28/a.json.lz4 | ../a.json.lz4 | filename is not <bucket>/<file>",
                "2016-09-28/a.json.lz4 | /a.json.lz4 | filename is not <bucket>/<file>",
                "2016-09-28/a.json.lz4 | 2016-09-28/\\u0000 | filename is not <bucket>/<file>",
                "2016-09-28/a.json\" | 2016-09-28/../../a.json\" | textname is not <bucket>/<file>",
                "\"file_size\": 1200 | \"file_size\": -1 | file_size is negative",
                "\"file_size\": 1200 | \"file_size\": 1.5 | no file_size",
                "\"file_size\": 1200 | \"file_size\": 18446744073709551617 | no file_size",
                "\"file_crc32\": -2 | \"file_crc32\": 4294967294 | bad file digest",
                "\"text_sha1\": \"dp | \"text_sha1\": \"d | bad text digest",
                "\"text_sha1\": \"dp | \"text_sha1\": \"AAAAdp | bad text digest",
                "\"textname\": | \"name\": | no textname",
                "{\"file_crc32\" | {\"canned\": {}, \"file_crc32\" | canned is not a list",
                "{\"file_crc32\" | {\"canned\": [5], \"file_crc32\" | no textname"
            })
    void aRowThatIsWrongIsNamedWithTheReason(String right, String wrong, String reason) {
        String damaged = BLOB.replace(right, wrong);
        assertThat(damaged).isNotEqualTo(BLOB);
        assertThatThrownBy(() -> read(TAR + damaged))
                .isInstanceOf(CorruptFileException.class)
                .hasMessage(index() + ": row 2: " + reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "5", "null", "{", "{\"a\": }", "x", "{} }", "\0\0\0{\0\0\0}"})
    void whatIsNoObjectIsNamedWithItsLine(String line) {
        assertThatThrownBy(() -> read(TAR + line + "\n"))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageStartingWith(index() + ": ");
    }

    @Test
    void everyCutOfTheGzipIsNoticed() throws IOException {
        write(BLOB + TAR);
        byte[] whole = Files.readAllBytes(index());
        for (int length = 0; length < whole.length; length++) {
            Files.write(index(), Arrays.copyOf(whole, length));
            assertThatThrownBy(this::read)
                    .as("cut at %d", length)
                    .isInstanceOf(CorruptFileException.class)
                    .hasMessageStartingWith(index().toString());
        }
    }

    @Test
    void everyFlippedByteOfTheGzipIsNoticedOrHarmless() throws IOException {
        List<Can> right = read(BLOB + TAR);
        byte[] whole = Files.readAllBytes(index());
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 0x10;
            Files.write(index(), damaged);
            try {
                assertThat(read()).as("byte %d", i).isEqualTo(right);
            } catch (CorruptFileException e) {
                assertThat(e).hasMessageStartingWith(index().toString());
            }
        }
    }

    @Test
    void digestsDifferInTheFirstFigureThatDiffers() {
        FileDigest one = CanForge.digest("one");
        assertThatThrownBy(() -> one.require(CanForge.digest("four"), "f", "file"))
                .hasMessage("f @4: file size: expected 3, got 4");
    }

    private Path index() {
        return temp.resolve("index.json.gz");
    }

    private List<Can> read(String text) throws IOException {
        write(text);
        return read();
    }

    private void write(String text) throws IOException {
        try (OutputStream out = Gzip.compress(Files.newOutputStream(index()))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private List<Can> read() throws IOException {
        List<Can> cans = new ArrayList<>();
        try (CanIndex.Reader reader = CanIndex.open(index())) {
            for (Can can = reader.next(); can != null; can = reader.next()) {
                cans.add(can);
            }
        }
        return cans;
    }
}
