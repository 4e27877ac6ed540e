package org.ooni.pipeline.cli.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ooni.pipeline.cli.embedded.EmbeddedServer;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueryTest {
    private EmbeddedServer server;

    @BeforeAll
    void start(@TempDir Path root) {
        server = EmbeddedServer.join(root.resolve("metadb"), System.getenv(), System.err::println);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private String ask(RowFormat format, String sql) throws SQLException, IOException {
        StringWriter out = new StringWriter();
        new Query(sql, false).run(server.dataSource(), format, out);
        return out.toString();
    }

    private OptionalLong write(String sql) throws SQLException, IOException {
        return new Query(sql, true).run(server.dataSource(), RowFormat.TABLE, new StringWriter());
    }

    @Test
    void aTableIsAlignedWithNumbersToTheRight() throws SQLException, IOException {
        assertThat(ask(RowFormat.TABLE, "SELECT * FROM (VALUES (1, 'one'), (1000, NULL), (10, 'zehn')) AS t (n, name)"))
                .isEqualTo("""
                           n  name
                        ────  ────
                           1  one
                        1000  -
                          10  zehn
                        (3 rows)
                        """);
    }

    @Test
    void aTableShowsControlCharactersInsteadOfSendingThem() throws SQLException, IOException {
        assertThat(ask(RowFormat.TABLE, "SELECT E'a\\nb\\x1b[2J\\u202e' AS evil"))
                .contains("a\\nb\\u001b[2J\\u202e")
                .doesNotContain("\u001b");
    }

    @Test
    void aTableGoesOnBeyondTheRowsThatSettleItsWidths() throws SQLException, IOException {
        String table = ask(RowFormat.TABLE, "SELECT i FROM generate_series(1, 2500) i");

        assertThat(table.lines()).hasSize(2503).contains("1000", "2500").endsWith("(2500 rows)");
    }

    @Test
    void anEmptyTableSaysSo() throws SQLException, IOException {
        assertThat(ask(RowFormat.TABLE, "SELECT 1 AS one WHERE false")).isEqualTo("one\n───\n(0 rows)\n");
    }

    @Test
    void csvIsQuotedAsRfc4180Says() throws SQLException, IOException {
        assertThat(ask(
                        RowFormat.CSV,
                        "SELECT 1 AS a, 'x,y' AS \"b,c\", 'say \"hi\"' AS d, E'two\\nlines' AS e, NULL AS f, '' AS g"))
                .isEqualTo("a,\"b,c\",d,e,f,g\r\n1,\"x,y\",\"say \"\"hi\"\"\",\"two\nlines\",,\"\"\r\n");
    }

    @Test
    void jsonKeepsNumbersBooleansArraysAndJson() throws SQLException, IOException {
        assertThat(ask(RowFormat.JSON, """
                        SELECT 1::int8 AS i, 1.50 AS n, 'NaN'::float8 AS nan, true AS t, NULL AS nil, 'x"y' AS s,
                               E'{"a":\\n[1]}'::json AS j, ARRAY[1,NULL] AS a, ARRAY['p','q'] AS p,
                               ARRAY[[1,2],[3,4]] AS m, ARRAY['2017-01-01'::timestamp] AS ts, '\\x00ff'::bytea AS b
                        """))
                .isEqualTo("{\"i\":1,\"n\":1.50,\"nan\":\"NaN\",\"t\":true,\"nil\":null,\"s\":\"x\\\"y\","
                        + "\"j\":{\"a\": [1]},\"a\":[1,null],\"p\":[\"p\",\"q\"],\"m\":[[1,2],[3,4]],"
                        + "\"ts\":[\"2017-01-01 00:00:00\"],\"b\":\"\\\\x00ff\"}\n");
    }

    @Test
    void jsonIsOneObjectALine() throws SQLException, IOException {
        assertThat(ask(RowFormat.JSON, "SELECT i FROM generate_series(1, 2) i")).isEqualTo("{\"i\":1}\n{\"i\":2}\n");
    }

    @Test
    void jsonRefusesTwoColumnsOfOneName() {
        assertThatThrownBy(() -> ask(RowFormat.JSON, "SELECT 1 AS a, 2 AS a"))
                .hasMessageContaining("columns are called a");
    }

    @ParameterizedTest
    @EnumSource(names = {"CSV", "JSON"})
    void rowsAreStreamed(RowFormat format) {
        StringWriter out = new StringWriter();
        Query failsLate = new Query("SELECT 1 / (100000 - i) AS x FROM generate_series(1, 100000) i", false);

        assertThatThrownBy(() -> failsLate.run(server.dataSource(), format, out))
                .hasMessageContaining("division by zero");
        // What came before the failure is out already: it was never gathered.
        assertThat(out.toString().lines()).hasSizeGreaterThan(90_000);
    }

    @Test
    void withoutWriteNothingChanges() throws SQLException, IOException {
        write("CREATE TABLE guarded AS SELECT 1 AS x");

        assertThatThrownBy(() -> ask(RowFormat.TABLE, "DELETE FROM guarded"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("read-only transaction");
        assertThat(ask(RowFormat.CSV, "SELECT x FROM guarded")).isEqualTo("x\r\n1\r\n");
    }

    @Test
    void writeCommitsAndCounts() throws SQLException, IOException {
        assertThat(write("CREATE TABLE counted AS SELECT i FROM generate_series(1, 10) i"))
                .hasValue(10);
        assertThat(write("UPDATE counted SET i = 0 WHERE i > 7; DELETE FROM counted WHERE i = 0"))
                .hasValue(6);
        assertThat(write("SELECT 1")).isEmpty();
        assertThat(ask(RowFormat.CSV, "SELECT count(*) AS n FROM counted")).isEqualTo("n\r\n7\r\n");
    }

    @Test
    void timesAreInUtcAndDatesInIsoFormWhereverTheMachineIs() throws SQLException, IOException {
        TimeZone zone = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tehran"));
            assertThat(ask(RowFormat.CSV, "SELECT '2017-01-02 03:04:05+00'::timestamptz AS t, '2017-01-02'::date AS d"))
                    .isEqualTo("t,d\r\n2017-01-02 03:04:05+00,2017-01-02\r\n");
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void anErrorPointsAtItsPlace() {
        String sql = "SELECT 'é😀',\n\tcolour FROM pg_class";

        SQLException failure = catchThrowableOfType(SQLException.class, () -> ask(RowFormat.TABLE, sql));

        assertThat(SqlErrors.describe(failure, sql)).isEqualTo("""
                ERROR: column "colour" does not exist (SQLSTATE 42703)
                   colour FROM pg_class
                   ^""");
    }
}
