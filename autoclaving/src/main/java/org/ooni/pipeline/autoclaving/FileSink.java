package org.ooni.pipeline.autoclaving;

import java.io.IOException;
import java.util.OptionalLong;
import org.ooni.pipeline.autoclaved.AutoclavedWriter;
import org.ooni.pipeline.autoclaved.IndexLine.BadBlob;
import org.ooni.pipeline.autoclaved.IndexLine.Datum;
import org.ooni.pipeline.autoclaved.IndexLine.ReportEnd;
import org.ooni.pipeline.autoclaved.IndexLine.ReportStart;
import org.ooni.pipeline.can.CannedText;
import org.ooni.pipeline.io.Sha1;
import org.ooni.pipeline.report.BadReason;

/** Writes one report's measurements to an autoclaved file, each followed by a newline, and their events. */
final class FileSink implements ReportSink {
    private static final byte[] NEWLINE = {'\n'};

    private final AutoclavedWriter file;
    private ReportEnd end = ReportEnd.WHOLE;

    FileSink(AutoclavedWriter file) {
        this.file = file;
    }

    void begin(CannedText report) throws IOException {
        file.event(new ReportStart(
                report.textname(), report.digest().size(), report.digest().sha1()));
    }

    void end() throws IOException {
        file.event(end);
    }

    @Override
    public void datum(byte[] sha1, byte[] bytes, int length) throws IOException {
        file.event(new Datum(Sha1.of(sha1), file.textOff(), length));
        file.write(bytes, 0, length);
        // A write of its own: it may open the next frame, but a measurement never crosses one.
        file.write(NEWLINE);
    }

    @Override
    public void badBlob(byte[] sha1, long off, long size, BadReason reason) throws IOException {
        file.event(new BadBlob(Sha1.of(sha1), off, size, reason.info()));
    }

    @Override
    public void cutOff(long off, BadReason reason) {
        end = new ReportEnd(OptionalLong.of(off), reason.info());
    }
}
