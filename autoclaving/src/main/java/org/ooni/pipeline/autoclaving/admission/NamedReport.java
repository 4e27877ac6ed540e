package org.ooni.pipeline.autoclaving.admission;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import org.ooni.pipeline.raw.ReportName;

/** What a report's name tells; all but the textname is null of a name that is not of a report's form. */
record NamedReport(
        String textname, String country, String network, String testName, String reportId, LocalDateTime start) {
    private static final DateTimeFormatter START =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    static NamedReport of(String textname) {
        Optional<ReportName> found = ReportName.ofTextname(textname);
        if (found.isEmpty()) {
            return new NamedReport(textname, null, null, null, null, null);
        }
        ReportName name = found.get();
        return new NamedReport(
                textname, name.probeCc(), name.probeAsn(), name.testName(), name.reportId(), time(name.startTime()));
    }

    /** Null of what is no time of the calendar. */
    private static LocalDateTime time(String text) {
        try {
            return LocalDateTime.parse(text, START);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
