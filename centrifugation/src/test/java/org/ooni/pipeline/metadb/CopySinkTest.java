package org.ooni.pipeline.metadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ooni.pipeline.migrations.MetaDbFixture;

class CopySinkTest {
    private static final Table TCP = Table.of("tcp", "msm_no", "ip", "port");
    private static final String GOOD = "192.0.2.1";
    private static final String BAD = "999.1.1.1";

    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "none,      gggg, gggg, ''",
        "at start,  bggg, ggg,  1",
        "in middle, gbgg, ggg,  2",
        "at end,    gggb, ggg,  4",
        "all,       bbbb, '',   1-4",
        "runs,      bbgbbgbg, ggg, 1-2 4-5 7",
    })
    void aBadLineCostsThatLine(String where, String lines, String kept, String refused) throws Exception {
        BadRows[] bad = new BadRows[1];
        new MetaDb(metadb.dataSource()).inTransaction(connection -> {
            bad[0] = new BadRows(connection);
            CopySink sink = CopySink.tolerant(connection, TCP, bad[0]);
            RowWriter rows = new RowWriter(TCP);
            for (int i = 0; i < lines.length(); i++) {
                rows.integer(i + 1)
                        .text(lines.charAt(i) == 'g' ? GOOD : BAD)
                        .integer(80)
                        .end();
            }
            sink.take(rows);
            sink.flush();
            bad[0].flush();
            return null;
        });
        assertThat(metadb.query("SELECT msm_no FROM tcp")).hasSize(kept.length());
        assertThat(bad[0].count()).isEqualTo(lines.length() - kept.length());
        assertThat(metadb.query("SELECT convert_from(datum, 'UTF8') FROM badrow WHERE tbl = 'tcp' AND code_ver = 5"))
                .extracting(row -> row.get(0))
                .containsExactlyElementsOf(blobs(refused));
    }

    /** {@code 1-2 4}: one blob of the lines 1 and 2, one of line 4. */
    private static List<String> blobs(String ranges) {
        List<String> blobs = new ArrayList<>();
        for (String range : ranges.isEmpty() ? new String[0] : ranges.split(" ")) {
            String[] ends = range.split("-");
            StringBuilder blob = new StringBuilder();
            for (int i = Integer.parseInt(ends[0]); i <= Integer.parseInt(ends[ends.length - 1]); i++) {
                blob.append(i).append("\t999.1.1.1\t80\n");
            }
            blobs.add(blob.toString());
        }
        return blobs;
    }

    @Test
    void amongRandomBadLinesEveryGoodOneIsKeptInOrder() throws Exception {
        long seed = Long.getLong("seed", 20_261_120);
        Random random = new Random(seed);
        boolean[] good = new boolean[1500];
        for (int i = 0; i < good.length; i++) {
            good[i] = random.nextInt(40) > 0;
        }
        new MetaDb(metadb.dataSource()).inTransaction(connection -> {
            BadRows bad = new BadRows(connection);
            CopySink sink = CopySink.tolerant(connection, TCP, bad);
            RowWriter rows = new RowWriter(TCP);
            for (int i = 0; i < good.length; i++) {
                rows.integer(i).text(good[i] ? GOOD : BAD).integer(80).end();
                sink.take(rows);
            }
            sink.flush();
            bad.flush();
            return null;
        });
        assertThat(metadb.query("SELECT msm_no FROM tcp ORDER BY ctid"))
                .as("seed %d", seed)
                .extracting(row -> Integer.valueOf(row.get(0)))
                .containsExactlyElementsOf(IntStream.range(0, good.length)
                        .filter(i -> good[i])
                        .boxed()
                        .toList());
    }

    @Test
    void aMissingValueIsRefusedLikeAWrongOne() throws Exception {
        new MetaDb(metadb.dataSource()).inTransaction(connection -> {
            BadRows bad = new BadRows(connection);
            CopySink sink = CopySink.tolerant(connection, TCP, bad);
            RowWriter rows = new RowWriter(TCP);
            rows.integer(1).text(null).integer(80).end();
            rows.integer(2).text(GOOD).text(null).end();
            rows.integer(3).text(GOOD).integer(80).end();
            sink.take(rows);
            sink.flush();
            bad.flush();
            return null;
        });
        assertThat(metadb.query("SELECT msm_no FROM tcp")).containsExactly(List.of("3"));
        assertThat(metadb.query("SELECT convert_from(datum, 'UTF8') FROM badrow"))
                .containsExactly(List.of("1\t\\N\t80\n2\t192.0.2.1\t\\N\n"));
    }

    @Test
    void anErrorThatIsNotAboutDataFails() {
        Table gone = Table.of("no_such_table", "msm_no");
        assertThatThrownBy(() -> new MetaDb(metadb.dataSource()).inTransaction(connection -> {
                    CopySink sink = CopySink.tolerant(connection, gone, new BadRows(connection));
                    RowWriter rows = new RowWriter(gone);
                    rows.integer(1).end();
                    sink.take(rows);
                    sink.flush();
                    return null;
                }))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42P01"));
    }

    @Test
    void aStrictSinkFailsOnABadLine() {
        assertThatThrownBy(() -> new MetaDb(metadb.dataSource()).inTransaction(connection -> {
                    CopySink sink = CopySink.strict(connection, TCP);
                    RowWriter rows = new RowWriter(TCP);
                    rows.integer(1).text(BAD).integer(80).end();
                    sink.take(rows);
                    sink.flush();
                    return null;
                }))
                .isInstanceOf(SQLException.class)
                .hasMessage("COPY to tcp: PostgreSQL refuses line 1 of this buffer (SQLSTATE 22P02)");
    }

    @Test
    void aFullBufferIsSentWithoutBeingAsked() throws Exception {
        String failure = "x".repeat(100_000);
        Table table = Table.of("tcp", "msm_no", "ip", "port", "test_failure");
        new MetaDb(metadb.dataSource()).inTransaction(connection -> {
            CopySink sink = CopySink.strict(connection, table);
            RowWriter rows = new RowWriter(table);
            for (int i = 0; i < 30; i++) {
                rows.integer(i).text(GOOD).integer(80).text(failure).end();
                sink.take(rows);
            }
            return null;
        });
        assertThat(metadb.query("SELECT count(*) FROM tcp")).containsExactly(List.of("21"));
    }
}
