package org.ooni.pipeline.metadb;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.ooni.pipeline.autoclaved.DatumPlace;
import org.ooni.pipeline.autoclaved.FramePlace;
import org.ooni.pipeline.autoclaved.OutermostMembers;
import org.ooni.pipeline.io.BadInputException;

/**
 * A measurement that the database knows, and where in the archive it says that it is.
 *
 * @param id of the measurement, by which it is recognised
 * @param alike how many the question fits; this is the one with the least number
 */
public record KnownPlace(DatumPlace place, String id, long alike) {
    private static final String ID = "id";

    /** The measurement {@code msmNo}. */
    public static Optional<KnownPlace> ofNumber(Connection connection, long msmNo) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(SqlFile.beside(KnownPlace.class, "PlaceByNumber.sql"))) {
            select.setLong(1, msmNo);
            return first(select);
        }
    }

    /** A measurement of the report {@code reportId}, with {@code input} if that is not null. */
    public static Optional<KnownPlace> ofReport(Connection connection, String reportId, String input)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(SqlFile.beside(KnownPlace.class, "PlaceByReport.sql"))) {
            select.setString(1, reportId);
            select.setString(2, input);
            select.setString(3, input);
            return first(select);
        }
    }

    private static Optional<KnownPlace> first(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            FramePlace frame = new FramePlace(row.getString(1), row.getLong(3), row.getLong(4), 0);
            DatumPlace place = new DatumPlace(row.getString(2), frame, row.getLong(5), row.getLong(6));
            return Optional.of(new KnownPlace(place, row.getString(7), row.getLong(8)));
        }
    }

    /**
     * The measurement as it is stored below {@code root}, without a newline.
     *
     * @throws BadInputException also when another one is there: the file has changed since it was ingested
     */
    public byte[] read(Path root) throws IOException {
        try {
            byte[] datum = place.read(root);
            JsonNode found = new OutermostMembers(datum)
                    .find(0, datum.length, Set.of(ID))
                    .get(ID);
            if (found != null && plain(found.asText()).equals(plain(id))) {
                return datum;
            }
            throw new BadInputException("another measurement is there");
        } catch (IOException e) {
            throw new BadInputException(
                    place.frame().filename() + " is not what the database has read: " + e.getMessage()
                            + ". Has centrifugation been run since the file changed?",
                    e);
        }
    }

    /** A UUID's digits alone: it is spelt in several ways. */
    private static String plain(String uuid) {
        return uuid.replaceAll("[^0-9A-Fa-f]", "").toLowerCase(Locale.ROOT);
    }
}
