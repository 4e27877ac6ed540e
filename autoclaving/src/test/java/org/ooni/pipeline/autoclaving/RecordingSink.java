package org.ooni.pipeline.autoclaving;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.ooni.pipeline.report.BadReason;

/** Keeps what becomes of a report. */
final class RecordingSink implements ReportSink {
    /** @param what "datum", "bad" or "cut"; {@code off} and {@code size} are -1 where a sink is not told */
    record Event(String what, String sha1, long off, long size, BadReason reason) {}

    final List<Event> events = new ArrayList<>();
    final List<String> data = new ArrayList<>();

    @Override
    public void datum(byte[] sha1, byte[] bytes, int length) {
        events.add(new Event("datum", HexFormat.of().formatHex(sha1), -1, -1, null));
        data.add(new String(bytes, 0, length, StandardCharsets.UTF_8));
    }

    @Override
    public void badBlob(byte[] sha1, long off, long size, BadReason reason) {
        events.add(new Event("bad", HexFormat.of().formatHex(sha1), off, size, reason));
    }

    @Override
    public void cutOff(long off, BadReason reason) {
        events.add(new Event("cut", "", off, -1, reason));
    }
}
