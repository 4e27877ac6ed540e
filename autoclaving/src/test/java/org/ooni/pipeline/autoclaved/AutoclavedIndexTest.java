package org.ooni.pipeline.autoclaved;

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
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ooni.pipeline.autoclaved.IndexLine.BadBlob;
import org.ooni.pipeline.autoclaved.IndexLine.Datum;
import org.ooni.pipeline.autoclaved.IndexLine.FileEnd;
import org.ooni.pipeline.autoclaved.IndexLine.FileStart;
import org.ooni.pipeline.autoclaved.IndexLine.FrameEnd;
import org.ooni.pipeline.autoclaved.IndexLine.FrameStart;
import org.ooni.pipeline.autoclaved.IndexLine.ReportEnd;
import org.ooni.pipeline.autoclaved.IndexLine.ReportStart;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.io.Gzip;
import org.ooni.pipeline.io.JsonLines;
import org.ooni.pipeline.io.Sha1;

class AutoclavedIndexTest {
    private static final Sha1 SHA1 = Sha1.ofBase64("dpp4Xw07a7wxyNC4ZrLsUOTwmL8=");

    /** As the original spells them. */
    private static final String SPELLED = """
            {"filename": "2016-09-28/ndt.0.tar.lz4", "type": "file"}
            {"file_off": 0, "file_size": 310, "text_off": 0, "text_size": 1536, "type": "frame"}
            {"orig_sha1": "dpp4Xw07a7wxyNC4ZrLsUOTwmL8=", "src_size": 2380, "textname": "2016-09-28/20160928T000000Z-GR-AS1-ndt-x-0.2.0-probe.json", "type": "report"}
            {"orig_sha1": "dpp4Xw07a7wxyNC4ZrLsUOTwmL8=", "text_off": 1024, "text_size": 511, "type": "datum"}
            {"info": "<type 'exceptions.ValueError'>", "orig_sha1": "dpp4Xw07a7wxyNC4ZrLsUOTwmL8=", "src_off": 700, "src_size": 9, "type": "badblob"}
            {"info": "<class '__main__.BrokenFrameError'>", "src_cutoff": 710, "type": "/report"}
            {"type": "/frame"}
            {"file_off": 310, "file_size": 60, "text_off": 1536, "text_size": 8704, "type": "frame"}
            {"orig_sha1": "dpp4Xw07a7wxyNC4ZrLsUOTwmL8=", "src_size": 0, "textname": "2016-09-28/20160928T000001Z-GR-AS1-ndt-x-0.2.0-probe.json", "type": "report"}
            {"type": "/report"}
            {"type": "/frame"}
            {"file_crc32": -389142680, "file_sha1": "dpp4Xw07a7wxyNC4ZrLsUOTwmL8=", "file_size": 370, "type": "/file"}
            """;

    private static final List<IndexLine> EVENTS = List.of(
            new FileStart("2016-09-28/ndt.0.tar.lz4"),
            new FrameStart(0, 310, 0, 1536),
            new ReportStart("2016-09-28/20160928T000000Z-GR-AS1-ndt-x-0.2.0-probe.json", 2380, SHA1),
            new Datum(SHA1, 1024, 511),
            new BadBlob(SHA1, 700, 9, "<type 'exceptions.ValueError'>"),
            new ReportEnd(OptionalLong.of(710), "<class '__main__.BrokenFrameError'>"),
            new FrameEnd(),
            new FrameStart(310, 60, 1536, 8704),
            new ReportStart("2016-09-28/20160928T000001Z-GR-AS1-ndt-x-0.2.0-probe.json", 0, SHA1),
            ReportEnd.WHOLE,
            new FrameEnd(),
            new FileEnd(370, SHA1, -389142680));

    @TempDir
    private Path directory;

    @Test
    void theOriginalsSpellingIsRead() throws IOException {
        assertThat(read(SPELLED)).isEqualTo(EVENTS);
    }

    @Test
    void ourSpellingIsTheOriginals() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonLines.Writer writer = JsonLines.write(out)) {
            for (IndexLine event : EVENTS) {
                event.writeTo(writer);
            }
        }
        assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo(SPELLED);
    }

    @Test
    void otherOrdersBlanksAndUnknownKeysAreRead() throws IOException {
        assertThat(read(SPELLED.replace("\", \"", "\",\"")
                        .replace("{\"type\": \"/frame\"}", "{\"later\": {\"a\": [1]},   \"type\":\"/frame\"}")))
                .isEqualTo(EVENTS);
    }

    @Test
    void anIndexWithoutALineIsAnEmptyBucket() throws IOException {
        assertThat(read("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    frame                                | 1 | an event outside a file
                    /file10                              | 1 | an event outside a file
                    file file                            | 2 | a file begins inside a file
                    file frame0 file                     | 3 | a file begins inside a file
                    file report                          | 2 | an event outside a frame
                    file datum                           | 2 | an event outside a frame
                    file /frame                          | 2 | an event outside a frame
                    file frame0 frame10                  | 3 | a frame begins inside a frame
                    file frame0 datum                    | 3 | an event outside a report
                    file frame0 badblob                  | 3 | an event outside a report
                    file frame0 /report                  | 3 | an event outside a report
                    file frame0 report report            | 4 | a report begins inside a report
                    file frame0 report /report /report   | 5 | an event outside a report
                    file frame0 report /report datum     | 5 | an event outside a report
                    file frame0 /file10                  | 3 | a file that ends inside a frame or a report
                    file frame0 report /frame /file10    | 5 | a file that ends inside a frame or a report
                    file frame0                          | 3 | the index ends inside a file
                    file frame0 /frame                   | 4 | the index ends inside a file
                    file frame10                         | 2 | a frame that does not begin where the last one ended
                    file frame0 /frame frame0            | 4 | a frame that does not begin where the last one ended
                    file frame0 /frame /file9            | 4 | file_size: expected 10 as its frames add up to, got 9
                    file frame0 /frame /file10 file      | 5 | a second file of the name 2016-09-28/a.lz4
                    """)
    void eventsOutOfPlaceAreRefusedWithFileAndRow(String events, int row, String reason) {
        assertThatThrownBy(() -> read(spell(events)))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageStartingWith(directory.resolve("index.json.gz").toString())
                .hasMessageContaining("row " + row + ": " + reason);
    }

    /** Each is put in the place of the line of its type. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"type": "flie"}                                     | 1 | unknown event
                    {"filename": "2016-09-28/a.lz4"}                     | 1 | no type
                    {"type": 3}                                          | 1 | no type
                    {"type": "file"}                                     | 1 | no filename
                    {"type": "file", "filename": 7}                      | 1 | no filename
                    {"type": "file", "filename": "a.lz4"}                | 1 | filename is not <bucket>/<file>
                    {"type": "file", "filename": "../a.lz4"}             | 1 | filename is not <bucket>/<file>
                    {"type": "file", "filename": "/etc/passwd"}          | 1 | filename is not <bucket>/<file>
                    {"type": "file", "filename": "2016-09-28/.."}        | 1 | filename is not <bucket>/<file>
                    {"type": "file", "filename": "2016-09-28/a\\u0000"}  | 1 | filename is not <bucket>/<file>
                    {"file_off": 0, "file_size": 10, "text_off": 0, "type": "frame"}                    | 2 | no text_size
                    {"file_off": "0", "file_size": 10, "text_off": 0, "text_size": 1, "type": "frame"}  | 2 | no file_off
                    {"file_off": 0.0, "file_size": 10, "text_off": 0, "text_size": 1, "type": "frame"}  | 2 | no file_off
                    {"file_off": 0, "file_size": 10, "text_off": 0, "text_size": -1, "type": "frame"}   | 2 | text_size is negative
                    {"file_off": 0, "file_size": 0, "text_off": 0, "text_size": 1, "type": "frame"}     | 2 | a frame that does not begin
                    {"file_off": 0, "file_size": 9223372036854775808, "text_off": 0, "text_size": 1, "type": "frame"} | 2 | no file_size
                    {"src_size": 1, "textname": "2016-09-28/r.json", "type": "report"}                  | 3 | no orig_sha1
                    {"orig_sha1": "!", "src_size": 1, "textname": "r", "type": "report"}                | 3 | bad orig_sha1
                    {"orig_sha1": "AAAA", "src_size": 1, "textname": "r", "type": "report"}             | 3 | bad orig_sha1
                    {"orig_sha1": "dpp4Xw07a7wxyNC4ZrLsUOTwmL8=", "src_size": 1, "type": "report"}      | 3 | no textname
                    {"orig_sha1": "dpp4Xw07a7wxyNC4ZrLsUOTwmL8=", "text_off": 91, "text_size": 10, "type": "datum"} | 4 | a datum that is not inside its frame
                    {"orig_sha1": "dpp4Xw07a7wxyNC4ZrLsUOTwmL8=", "text_off": 1, "text_size": 9223372036854775807, "type": "datum"} | 4 | a datum that is not inside its frame
                    {"orig_sha1": "dpp4Xw07a7wxyNC4ZrLsUOTwmL8=", "src_off": 1, "src_size": 1, "type": "badblob"} | 5 | no info
                    {"src_cutoff": 1, "type": "/report"}                 | 6 | no info
                    {"src_cutoff": "x", "info": "", "type": "/report"}   | 6 | no src_cutoff
                    {"file_crc32": 4294967296, "file_sha1": "dpp4Xw07a7wxyNC4ZrLsUOTwmL8=", "file_size": 10, "type": "/file"} | 8 | no file_crc32
                    {"file_crc32": 1, "file_sha1": "dpp4Xw07a7wxyNC4ZrLsUOTwmL8=", "file_size": 11, "type": "/file"} | 8 | file_size: expected 10
                    [] | 8 | not a JSON object
                    {"a": | 8 | not JSON
                    """)
    void linesThatCannotBeMeantAreRefusedWithFileAndRow(String line, int row, String reason) {
        List<String> lines = new ArrayList<>(Arrays.asList(
                spell("file frame0 report datum badblob /report /frame /file10").split("\n")));
        lines.set(row - 1, line);
        assertThatThrownBy(() -> read(String.join("\n", lines) + "\n"))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageStartingWith(directory.resolve("index.json.gz").toString())
                .hasMessageContaining(reason)
                .hasMessageMatching("(?s).*(row|line) " + row + "\\b.*");
    }

    @Test
    void framesThatAddUpBeyondALongAreRefused() {
        String frame = "{\"file_off\": 0, \"file_size\": 9223372036854775807, \"text_off\": 0, \"text_size\": 0,"
                + " \"type\": \"frame\"}\n";
        String next = "{\"file_off\": 9223372036854775807, \"file_size\": 1, \"text_off\": 0, \"text_size\": 0,"
                + " \"type\": \"frame\"}\n";
        assertThatThrownBy(() -> read(spell("file") + frame + spell("/frame") + next))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("row 4: a frame that ends beyond 2^63");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 30, 200})
    void aTornGzipIsRefusedByName(int size) throws IOException {
        save(SPELLED);
        Path index = directory.resolve("index.json.gz");
        Files.write(index, Arrays.copyOf(Files.readAllBytes(index), size));
        assertThatThrownBy(() -> readAll(index))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageStartingWith(index.toString());
    }

    @Test
    void aFlippedByteAnywhereIsNeverAnotherIndex() throws IOException {
        save(SPELLED);
        Path index = directory.resolve("index.json.gz");
        byte[] good = Files.readAllBytes(index);
        int noticed = 0;
        for (int at = 10; at < good.length; at++) {
            byte[] damaged = good.clone();
            damaged[at] ^= 0x20;
            Files.write(index, damaged);
            try {
                assertThat(readAll(index)).as("byte %d", at).isEqualTo(EVENTS);
            } catch (CorruptFileException e) {
                assertThat(e).hasMessageStartingWith(index.toString());
                noticed++;
            }
        }
        // Some bits of the last byte of text mean nothing.
        assertThat(noticed).isGreaterThan(good.length - 13);
    }

    private static String spell(String events) {
        StringBuilder text = new StringBuilder();
        for (String event : events.split(" ")) {
            String name = event.replaceAll("\\d", "");
            String number = event.replaceAll("\\D", "");
            text.append(
                            switch (name) {
                                case "file" -> "{\"filename\": \"2016-09-28/a.lz4\", \"type\": \"file\"}";
                                case "frame" ->
                                    "{\"file_off\": " + (number.isEmpty() ? 0 : number)
                                            + ", \"file_size\": 10, \"text_off\": " + (number.equals("10") ? 100 : 0)
                                            + ", \"text_size\": 100, \"type\": \"frame\"}";
                                case "report" -> sha1("\"src_size\": 1, \"textname\": \"2016-09-28/r.json\"", name);
                                case "datum" -> sha1("\"text_off\": 90, \"text_size\": 10", name);
                                case "badblob" -> sha1("\"info\": \"\", \"src_off\": 0, \"src_size\": 1", name);
                                case "/file" ->
                                    "{\"file_crc32\": 1, \"file_sha1\": \"" + SHA1.base64() + "\", \"file_size\": "
                                            + number + ", \"type\": \"/file\"}";
                                default -> "{\"type\": \"" + name + "\"}";
                            })
                    .append('\n');
        }
        return text.toString();
    }

    private static String sha1(String members, String type) {
        return "{\"orig_sha1\": \"" + SHA1.base64() + "\", " + members + ", \"type\": \"" + type + "\"}";
    }

    private List<IndexLine> read(String text) throws IOException {
        save(text);
        return readAll(directory.resolve("index.json.gz"));
    }

    private void save(String text) throws IOException {
        try (OutputStream out = Gzip.compress(Files.newOutputStream(directory.resolve("index.json.gz")))) {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static List<IndexLine> readAll(Path index) throws IOException {
        List<IndexLine> events = new ArrayList<>();
        try (AutoclavedIndex lines = AutoclavedIndex.open(index)) {
            for (IndexLine line = lines.next(); line != null; line = lines.next()) {
                events.add(line);
            }
        }
        return events;
    }
}
