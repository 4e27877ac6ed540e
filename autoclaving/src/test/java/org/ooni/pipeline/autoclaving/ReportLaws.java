package org.ooni.pipeline.autoclaving;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Iterator;
import org.ooni.pipeline.autoclaving.RecordingSink.Event;
import org.ooni.pipeline.report.JsonSlicer;
import org.ooni.pipeline.report.Slice;
import org.ooni.pipeline.report.Slicer;
import org.ooni.pipeline.report.YamlSlicer;
import org.slf4j.LoggerFactory;

/**
 * What any report is held to: every piece of it is a measurement, a bad blob, a cut, or a document of nothing, and
 * there is a rule for each.
 */
final class ReportLaws {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger(ReportAutoclave.class);

    private final Autoclave autoclave;
    private final int maxBlob;
    private final JsonMapper strictReader = new JsonMapper();

    /** @param maxBlob bytes of a measurement, beyond which it is a bad blob */
    ReportLaws(Autoclave autoclave, int maxBlob) {
        this.autoclave = autoclave;
        this.maxBlob = maxBlob;
    }

    /** What becomes of a report, in which nothing came that no rule foresees. */
    RecordingSink run(String textname, byte[] report) throws IOException {
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        LOG.addAppender(logged);
        RecordingSink sink = new RecordingSink();
        try {
            new ReportAutoclave(autoclave, maxBlob, textname, sink)
                    .run(new ByteArrayInputStream(report), report.length);
        } finally {
            LOG.detachAppender(logged);
        }
        assertThat(logged.list).noneMatch(event -> event.getLevel() == Level.ERROR);
        return sink;
    }

    void holdJson(byte[] report) throws IOException {
        RecordingSink sink = run("2016-09-28/x.json", report);
        Iterator<Event> events = sink.events.iterator();
        Slicer slicer = new JsonSlicer(new ByteArrayInputStream(report), maxBlob);
        for (Slice slice = slicer.next(); slice != null; slice = slicer.next()) {
            assertThat(isOf(events.next(), slice)).isTrue();
        }
        assertThat(events).isExhausted();
        assertLines(sink);
    }

    void holdYaml(byte[] report) throws IOException {
        RecordingSink sink = run("2016-09-28/x.yaml", report);
        Iterator<Event> events = sink.events.iterator();
        Event event = events.hasNext() ? events.next() : null;
        Slicer slicer = new YamlSlicer(new ByteArrayInputStream(report), maxBlob);
        // Documents of nothing, the header first of all, have no event; all others have theirs, in order.
        for (Slice slice = slicer.next(); slice != null; slice = slicer.next()) {
            if (event == null || !isOf(event, slice)) {
                assertThat(slice).isInstanceOf(Slice.Blob.class);
                continue;
            }
            boolean cut = event.what().equals("cut");
            event = events.hasNext() ? events.next() : null;
            if (cut) {
                break;
            }
        }
        assertThat(event).isNull();
        assertLines(sink);
    }

    private static boolean isOf(Event event, Slice slice) {
        if (slice instanceof Slice.Blob blob) {
            String sha1 = HexFormat.of().formatHex(blob.sha1());
            return event.what().equals("datum") && event.sha1().equals(sha1)
                    || event.equals(new Event("bad", sha1, blob.off(), blob.length(), event.reason()))
                    || event.equals(new Event("cut", "", blob.off(), -1, event.reason()));
        }
        if (slice instanceof Slice.Oversize oversize) {
            String sha1 = HexFormat.of().formatHex(oversize.sha1());
            return event.equals(new Event("bad", sha1, oversize.off(), oversize.size(), event.reason()))
                    || event.equals(new Event("cut", "", oversize.off(), -1, event.reason()));
        }
        Slice.Cutoff cut = (Slice.Cutoff) slice;
        return event.equals(new Event("cut", "", cut.off(), -1, cut.reason()));
    }

    private void assertLines(RecordingSink sink) throws IOException {
        for (String datum : sink.data) {
            assertThat(datum).doesNotContain("\n");
            assertThat(strictReader.readTree(datum).path("report_filename").asText())
                    .startsWith("2016-09-28/x.");
        }
    }
}
