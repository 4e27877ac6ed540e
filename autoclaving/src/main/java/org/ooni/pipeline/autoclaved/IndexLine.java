package org.ooni.pipeline.autoclaved;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.OptionalLong;
import org.ooni.pipeline.io.FileDigest;
import org.ooni.pipeline.io.JsonLines;
import org.ooni.pipeline.io.Sha1;

/** One event of {@code autoclaved/<bucket>/index.json.gz}; see the package for their grammar. */
public sealed interface IndexLine {

    /** Writes the members of the event's line, keys sorted. */
    void writeMembers(JsonGenerator json) throws IOException;

    default void writeTo(JsonLines.Writer lines) throws IOException {
        lines.line(this::writeMembers);
    }

    /** @param filename {@code <bucket>/<file>} */
    record FileStart(String filename) implements IndexLine {
        @Override
        public void writeMembers(JsonGenerator json) throws IOException {
            json.writeStringField("filename", filename);
            json.writeStringField("type", "file");
        }
    }

    /**
     * @param fileOff of the frame in the compressed file
     * @param fileSize compressed
     * @param textOff of its text in the decompressed stream
     * @param textSize decompressed; may be 0
     */
    record FrameStart(long fileOff, long fileSize, long textOff, long textSize) implements IndexLine {
        @Override
        public void writeMembers(JsonGenerator json) throws IOException {
            json.writeNumberField("file_off", fileOff);
            json.writeNumberField("file_size", fileSize);
            json.writeNumberField("text_off", textOff);
            json.writeNumberField("text_size", textSize);
            json.writeStringField("type", "frame");
        }
    }

    /**
     * @param srcSize of the raw report
     * @param origSha1 of the raw report
     */
    record ReportStart(String textname, long srcSize, Sha1 origSha1) implements IndexLine {
        @Override
        public void writeMembers(JsonGenerator json) throws IOException {
            json.writeStringField("orig_sha1", origSha1.base64());
            json.writeNumberField("src_size", srcSize);
            json.writeStringField("textname", textname);
            json.writeStringField("type", "report");
        }
    }

    /**
     * @param origSha1 of the raw blob; for YAML of the header and the blob
     * @param textSize without the newline
     */
    record Datum(Sha1 origSha1, long textOff, long textSize) implements IndexLine {
        @Override
        public void writeMembers(JsonGenerator json) throws IOException {
            json.writeStringField("orig_sha1", origSha1.base64());
            json.writeNumberField("text_off", textOff);
            json.writeNumberField("text_size", textSize);
            json.writeStringField("type", "datum");
        }
    }

    /**
     * @param srcOff in the raw report
     * @param info class of the error
     */
    record BadBlob(Sha1 origSha1, long srcOff, long srcSize, String info) implements IndexLine {
        @Override
        public void writeMembers(JsonGenerator json) throws IOException {
            json.writeStringField("info", info);
            json.writeStringField("orig_sha1", origSha1.base64());
            json.writeNumberField("src_off", srcOff);
            json.writeNumberField("src_size", srcSize);
            json.writeStringField("type", "badblob");
        }
    }

    /**
     * @param srcCutoff where in the raw report its rest begins that could not be sliced; empty when all of it was
     * @param info why, or null
     */
    record ReportEnd(OptionalLong srcCutoff, String info) implements IndexLine {
        public static final ReportEnd WHOLE = new ReportEnd(OptionalLong.empty(), null);

        @Override
        public void writeMembers(JsonGenerator json) throws IOException {
            if (srcCutoff.isPresent()) {
                json.writeStringField("info", info);
                json.writeNumberField("src_cutoff", srcCutoff.getAsLong());
            }
            json.writeStringField("type", "/report");
        }
    }

    record FrameEnd() implements IndexLine {
        @Override
        public void writeMembers(JsonGenerator json) throws IOException {
            json.writeStringField("type", "/frame");
        }
    }

    record FileEnd(long fileSize, Sha1 fileSha1, int fileCrc32) implements IndexLine {
        public static FileEnd of(FileDigest digest) {
            return new FileEnd(digest.size(), digest.sha1(), digest.crc32());
        }

        public FileDigest digest() {
            return new FileDigest(fileSize, fileCrc32, fileSha1);
        }

        @Override
        public void writeMembers(JsonGenerator json) throws IOException {
            json.writeNumberField("file_crc32", fileCrc32);
            json.writeStringField("file_sha1", fileSha1.base64());
            json.writeNumberField("file_size", fileSize);
            json.writeStringField("type", "/file");
        }
    }
}
