package org.ooni.pipeline.metadb;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * An autoclaved file whose rows of {@code http_request_fp} may change with some fingerprints, and what speaks for it. One
 * measurement may count in several of the last four.
 *
 * @param filename with the bucket
 * @param countries of the probes concerned
 * @param testNames of the measurements concerned
 * @param measurements that are concerned
 * @param matched measurements that one of the fingerprints has matched before
 * @param header measurements with a header that one matches now, or that cannot be searched for one
 * @param body measurements with a body that is long enough for one; what is in it only the file can tell
 * @param unknown measurements whose responses the database does not have
 */
public record AffectedFile(
        String filename,
        LocalDate bucket,
        List<String> countries,
        List<String> testNames,
        long measurements,
        long matched,
        long header,
        long body,
        long unknown) {

    /**
     * By filename.
     *
     * @param searched numbers of fingerprints that there are, which are held against what responses the database has
     * @param matched numbers, also of fingerprints that are gone, that rows of {@code http_request_fp} may have
     */
    static List<AffectedFile> of(Connection connection, Set<Integer> searched, Set<Integer> matched)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(SqlFile.beside(AffectedFile.class, "AffectedFiles.sql"))) {
            select.setArray(1, numbers(connection, searched));
            select.setInt(2, CodeVer.CURRENT);
            select.setArray(3, numbers(connection, matched));
            List<AffectedFile> files = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    files.add(of(rows));
                }
            }
            return files;
        }
    }

    private static AffectedFile of(ResultSet row) throws SQLException {
        return new AffectedFile(
                row.getString(1),
                row.getObject(2, LocalDate.class),
                texts(row.getArray(3)),
                texts(row.getArray(4)),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9));
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private static Array numbers(Connection connection, Collection<Integer> numbers) throws SQLException {
        return connection.createArrayOf("int4", numbers.toArray());
    }

    /**
     * Asks for another search of {@code files}: the next run over their buckets makes their rows of
     * {@code http_request_fp} again, and what depends on them.
     *
     * @return how many were not asked for already
     */
    static int request(Connection connection, Collection<AffectedFile> files) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(SqlFile.beside(AffectedFile.class, "RequestSearch.sql"))) {
            insert.setArray(
                    1,
                    connection.createArrayOf(
                            "text", files.stream().map(AffectedFile::filename).toArray()));
            return insert.executeUpdate();
        }
    }
}
