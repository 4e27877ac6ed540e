package org.ooni.pipeline.autoclaving;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.ooni.pipeline.io.Spool;
import org.ooni.pipeline.report.BadReason;

/**
 * One report of a tar on its way: a tar entry's header tells its size, so the measurements have to be made before the
 * first of them can be written. Beyond a bound they wait in a temporary file.
 */
final class SpooledReport implements ReportSink, Closeable {
    /** Normalised text of one report that is kept in memory. */
    private static final int MEMORY = 32 << 20;

    private static final int SHA1 = 20;

    private enum Kind {
        DATUM,
        BAD_BLOB,
        CUT_OFF,
        END
    }

    private static final Kind[] KINDS = Kind.values();

    private final Spool spool;
    private final DataOutputStream out;
    private long textSize;

    SpooledReport(Path directory) {
        this.spool = new Spool(directory, MEMORY);
        this.out = new DataOutputStream(spool.out());
    }

    /** Bytes of all measurements so far with their newlines. */
    long textSize() {
        return textSize;
    }

    @Override
    public void datum(byte[] sha1, byte[] bytes, int length) throws IOException {
        out.writeByte(Kind.DATUM.ordinal());
        out.write(sha1);
        out.writeInt(length);
        out.write(bytes, 0, length);
        textSize += length + 1;
    }

    @Override
    public void badBlob(byte[] sha1, long off, long size, BadReason reason) throws IOException {
        out.writeByte(Kind.BAD_BLOB.ordinal());
        out.write(sha1);
        out.writeLong(off);
        out.writeLong(size);
        out.writeUTF(reason.name());
    }

    @Override
    public void cutOff(long off, BadReason reason) throws IOException {
        out.writeByte(Kind.CUT_OFF.ordinal());
        out.writeLong(off);
        out.writeUTF(reason.name());
    }

    /** Ends the report and tells it again to {@code sink}. */
    void replay(ReportSink sink) throws IOException {
        out.writeByte(Kind.END.ordinal());
        byte[] sha1 = new byte[SHA1];
        byte[] text = new byte[0];
        try (DataInputStream in = new DataInputStream(spool.read())) {
            while (true) {
                switch (KINDS[in.readByte()]) {
                    case DATUM -> {
                        in.readFully(sha1);
                        int length = in.readInt();
                        text = text.length < length ? new byte[length] : text;
                        in.readFully(text, 0, length);
                        sink.datum(sha1, text, length);
                    }
                    case BAD_BLOB -> {
                        in.readFully(sha1);
                        long off = in.readLong();
                        sink.badBlob(sha1, off, in.readLong(), BadReason.valueOf(in.readUTF()));
                    }
                    case CUT_OFF -> sink.cutOff(in.readLong(), BadReason.valueOf(in.readUTF()));
                    case END -> {
                        return;
                    }
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }
}
