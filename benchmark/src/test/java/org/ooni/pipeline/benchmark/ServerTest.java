package org.ooni.pipeline.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.migrations.MetaDbFixture;

/** A server that a user has given with {@code --postgres}. */
class ServerTest {
    private static final String FILE_ROW = "INSERT INTO autoclaved (filename, bucket_date, code_ver, file_size,"
            + " file_crc32, file_sha1) VALUES ('2017-03-01/a', '2017-03-01', 1, 1, 1,"
            + " decode(repeat('00', 20), 'hex'))";

    @RegisterExtension
    private final MetaDbFixture metadb = MetaDbFixture.empty();

    @TempDir
    private Path directory;

    private Server server() throws SQLException {
        return Server.ofUser("host=" + metadb.host() + " port=" + metadb.port() + " user=" + metadb.user() + " dbname="
                + metadb.database());
    }

    @Test
    void everyFreshDatabaseHasTheSchemaAndNoRows() throws SQLException {
        try (Server server = server()) {
            server.fresh("benchmark_test").execute(FILE_ROW);
            Server.Database again = server.fresh("benchmark_test");

            assertThat(count(again, "autoclaved")).isZero();
            assertThat(again.dsn()).contains("dbname=benchmark_test").doesNotContain("password");
            server.drop(again.name());
        }
        assertThat(metadb.query("SELECT datname FROM pg_database WHERE datname LIKE 'benchmark%'"))
                .isEmpty();
    }

    @Test
    void rowsAreCopiedOutAndIntoAnEmptyDatabase() throws SQLException, IOException {
        try (Server server = server()) {
            Server.Database filled = server.fresh("benchmark_one");
            filled.execute(FILE_ROW);
            Server.Database empty = server.fresh("benchmark_two");

            TableRows.copyOut(filled.dataSource(), empty.dataSource(), directory);

            assertThat(directory)
                    .isDirectoryContaining("glob:**/autoclaved")
                    .satisfies(files -> assertThat(files).isDirectoryNotContaining("glob:**/fingerprint"));
            try (Connection connection = empty.dataSource().getConnection()) {
                assertThat(TableRows.copyIn(connection, directory.resolve("autoclaved")))
                        .isEqualTo(1);
            }
            assertThat(count(empty, "autoclaved")).isEqualTo(1);
            server.drop(filled.name());
            server.drop(empty.name());
        }
    }

    @Test
    void theServersCpuGrowsWithItsWork() throws SQLException {
        assumeTrue(Files.exists(Path.of("/proc/self/stat")), "only Linux tells the CPU of other processes");
        try (Server server = server()) {
            Server.Database database = server.fresh("benchmark_busy");
            double before = server.cpu().orElseThrow();

            database.execute("SELECT count(*) FROM generate_series(1, 3000000)");

            assertThat(server.cpu().orElseThrow()).isGreaterThan(before);
            server.drop(database.name());
        }
    }

    private static long count(Server.Database database, String table) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
            row.next();
            return row.getLong(1);
        }
    }
}
