package org.ooni.pipeline.metadb;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Finds out which line of a COPY an error is about. */
final class RefusedLine {
    private final Pattern place;

    RefusedLine(Table table) {
        // "COPY tcp, line 7, column ip: ..."; the word for "line" is in the server's language.
        this.place = Pattern.compile("COPY " + Pattern.quote(table.name()) + "\\b\\D*(\\d{1,9})");
    }

    /** The line, counted from 1; empty if the error is not about one line's data (SQLSTATE class 22 or 23). */
    OptionalInt of(PSQLException e) {
        String state = e.getSQLState();
        ServerErrorMessage message = e.getServerErrorMessage();
        if (state == null || message == null || message.getWhere() == null) {
            return OptionalInt.empty();
        }
        Matcher where = place.matcher(message.getWhere());
        boolean dataError = state.startsWith("22") || state.startsWith("23");
        return dataError && where.lookingAt() ? OptionalInt.of(Integer.parseInt(where.group(1))) : OptionalInt.empty();
    }
}
