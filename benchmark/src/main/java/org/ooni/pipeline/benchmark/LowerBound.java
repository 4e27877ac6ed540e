package org.ooni.pipeline.benchmark;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.ooni.pipeline.cli.postgres.PostgresDsn;

/**
 * What centrifugation cannot do without, as a program of its own: decompress, look at every token of the JSON once,
 * hash the bodies, COPY the rows. On one thread, and with nothing decided about any of it.
 */
public final class LowerBound {
    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNestingDepth(10_000)
                    .build())
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .build();

    private final MessageDigest sha256;
    private long bodies;

    LowerBound() throws NoSuchAlgorithmException {
        this.sha256 = MessageDigest.getInstance("SHA-256");
    }

    /** Arguments: a directory of autoclaved files, a directory of rows, a DSN. */
    public static void main(String[] arguments) throws IOException, SQLException, NoSuchAlgorithmException {
        LowerBound work = new LowerBound();
        ArchiveText.forEachReport(Path.of(arguments[0]), work::parse);
        DataSource database = PostgresDsn.parse(arguments[2], System.getenv()).dataSource(System.getenv());
        System.out.println(work.bodies + " bodies, " + copy(Path.of(arguments[1]), database) + " rows");
    }

    private void parse(InputStream lines) throws IOException {
        try (JsonParser parser = json.createParser(lines)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.VALUE_STRING && isBody(parser)) {
                    sha256.digest(parser.getText().getBytes(StandardCharsets.UTF_8));
                    bodies++;
                }
            }
        }
    }

    private static boolean isBody(JsonParser parser) throws IOException {
        if (!"body".equals(parser.currentName())) {
            return false;
        }
        JsonStreamContext response = parser.getParsingContext().getParent();
        return response != null && "response".equals(response.getCurrentName());
    }

    long bodies() {
        return bodies;
    }

    private static long copy(Path directory, DataSource database) throws SQLException, IOException {
        long rows = 0;
        List<Path> tables;
        try (Stream<Path> files = Files.list(directory)) {
            tables = files.sorted().toList();
        }
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            for (Path table : tables) {
                rows += TableRows.copyIn(connection, table);
            }
            connection.commit();
        }
        return rows;
    }
}
