package org.ooni.pipeline.autoclaved;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.OptionalLong;
import java.util.zip.ZipException;
import org.ooni.pipeline.autoclaved.IndexLine.BadBlob;
import org.ooni.pipeline.autoclaved.IndexLine.Datum;
import org.ooni.pipeline.autoclaved.IndexLine.FileEnd;
import org.ooni.pipeline.autoclaved.IndexLine.FileStart;
import org.ooni.pipeline.autoclaved.IndexLine.FrameEnd;
import org.ooni.pipeline.autoclaved.IndexLine.FrameStart;
import org.ooni.pipeline.autoclaved.IndexLine.ReportEnd;
import org.ooni.pipeline.autoclaved.IndexLine.ReportStart;
import org.ooni.pipeline.io.Sha1;

/**
 * Reads an index as far as its lines are spelled as the original and we spell them, which takes a fraction of the time
 * of any JSON. It refuses nothing: {@link #rest} has what it does not know.
 */
final class PlainLines {
    private final InputStream in;
    private final PlainText text = new PlainText();
    private IOException damage;

    PlainLines(InputStream in) {
        this.in = in;
    }

    /** The event of the next line; null at the end, and before a line that is spelled otherwise. */
    IndexLine next() throws IOException {
        while (!text.hasLine()) {
            if (!more()) {
                return null;
            }
        }
        IndexLine event = event();
        return text.endLine() ? event : null;
    }

    private boolean more() throws IOException {
        try {
            return text.read(in);
        } catch (EOFException | ZipException e) {
            damage = e;
            return false;
        }
    }

    /** Whether {@link #next} was null because there is nothing more. */
    boolean isAtEnd() {
        return damage == null && text.isAtEnd();
    }

    /** All from the line on for which {@link #next} was null, and then the damage of the file, if it has any. */
    InputStream rest() {
        return new SequenceInputStream(text.rest(), damage == null ? in : new DamagedInput(damage));
    }

    /** That of the line, if the line turns out to be plain. */
    private IndexLine event() {
        if (text.takes("{\"orig_sha1\": ")) {
            return datumOrReport(text.sha1());
        }
        if (text.takes("{\"file_off\": ")) {
            return new FrameStart(
                    text.number(),
                    text.number(", \"file_size\": "),
                    text.number(", \"text_off\": "),
                    text.lastNumber(", \"text_size\": ", "frame"));
        }
        if (text.takes("{\"type\": \"/frame\"}")) {
            return new FrameEnd();
        }
        if (text.takes("{\"type\": \"/report\"}")) {
            return ReportEnd.WHOLE;
        }
        if (text.takes("{\"filename\": ")) {
            return new FileStart(text.lastString("", "file"));
        }
        if (text.takes("{\"file_crc32\": ")) {
            int crc32 = text.signedInt();
            Sha1 sha1 = text.sha1(", \"file_sha1\": ");
            return new FileEnd(text.lastNumber(", \"file_size\": ", "/file"), sha1, crc32);
        }
        return text.takes("{\"info\": ") ? badBlobOrCutOff(text.string()) : null;
    }

    private IndexLine datumOrReport(Sha1 origSha1) {
        if (text.takes(", \"text_off\": ")) {
            return new Datum(origSha1, text.number(), text.lastNumber(", \"text_size\": ", "datum"));
        }
        long srcSize = text.number(", \"src_size\": ");
        return new ReportStart(text.lastString(", \"textname\": ", "report"), srcSize, origSha1);
    }

    private IndexLine badBlobOrCutOff(String info) {
        if (text.takes(", \"src_cutoff\": ")) {
            return new ReportEnd(OptionalLong.of(text.lastNumber("", "/report")), info);
        }
        Sha1 origSha1 = text.sha1(", \"orig_sha1\": ");
        long srcOff = text.number(", \"src_off\": ");
        return new BadBlob(origSha1, srcOff, text.lastNumber(", \"src_size\": ", "badblob"), info);
    }
}
