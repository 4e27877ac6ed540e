package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.migrations.MetaDbDump;
import org.ooni.pipeline.migrations.MetaDbFixture;

/** {@code duplicates}: reports that are the same under several names. */
class DuplicatesCommandTest {
    private static final String FIRST = "2017-01-01";
    private static final String SECOND = "2017-01-02";
    private static final String TCP = "tcp_connect";
    private static final String WEB = "web_connectivity";

    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    @RegisterExtension
    final MetaDbFixture fresh = MetaDbFixture.migrated();

    @TempDir
    Path place;

    private RepeatedDays days;
    private String seeds;

    @BeforeEach
    void twoDays() throws IOException, SQLException {
        days = RepeatedDays.in(place, metadb, FIRST, SECOND);
        seeds = seeds();
    }

    private String seeds() throws SQLException {
        return metadb.query("SELECT xmin::text, r::text FROM repeated_report r WHERE dupgrp_no < 0 ORDER BY textname")
                .toString();
    }

    private CommandRun duplicates(String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "duplicates";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return days.run(arguments);
    }

    /** That the database is what one is that has never had the reports that are not used. */
    private void assertAsIfKnownFromTheBeginning() throws SQLException, IOException {
        for (List<String> row : metadb.query("SELECT dupgrp_no, used, textname, orig_sha1, orig_sha512"
                + " FROM repeated_report WHERE dupgrp_no > 0")) {
            fresh.execute("INSERT INTO repeated_report VALUES ("
                    + String.join(
                            ", ", row.stream().map(value -> "'" + value + "'").toList()) + ")");
        }
        new RepeatedDays(place, fresh).ingest(FIRST, SECOND);
        assertThat(MetaDbDump.of(metadb.dataSource())).isEqualTo(MetaDbDump.of(fresh.dataSource()));
        for (String counters : List.of("ooexpl_wc_input_counts", "ooexpl_daily_msm_count")) {
            String all = "SELECT t::text FROM " + counters + " t ORDER BY 1";
            assertThat(metadb.query(all)).isEqualTo(fresh.query(all));
        }
        assertThat(seeds()).isEqualTo(seeds);
    }

    @Test
    void whatIsKnownBeforeItIsIngestedNeverGetsIn() throws Exception {
        String used = days.report(FIRST, TCP, 0);
        String here = days.repeat(used, FIRST, "23");
        String elsewhere = days.repeat(used, SECOND, "05");
        days.archive(FIRST, SECOND);

        CommandRun run = duplicates();

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines())
                .containsExactly(
                        used + " is used",
                        "  " + here + " is the same, new",
                        "  " + elsewhere + " is the same, new",
                        "duplicates: 2 buckets compared, 2 reports not used in 1 group, 2 of them new");
        assertThat(days.recorded()).containsExactly("true " + used, "false " + here, "false " + elsewhere);
        days.ingest(FIRST, SECOND);
        assertThat(List.of(days.has(used), days.has(here), days.has(elsewhere))).containsExactly(true, false, false);
        assertThat(duplicates().out().lines())
                .contains("  " + here + " is the same, known")
                .last()
                .isEqualTo("duplicates: 2 buckets compared, 2 reports not used in 1 group, 0 of them new");
        assertAsIfKnownFromTheBeginning();
    }

    @Test
    void whatIsFoundAfterItWasIngestedLeavesAndEverythingElseKeepsItsNumbers() throws Exception {
        String tcp = days.report(FIRST, TCP, 1);
        String inTheSameFile = days.repeat(tcp, FIRST, "23");
        String web = days.report(FIRST, WEB, 0);
        String inAnotherBucket = days.repeat(web, SECOND, "00");
        days.archive(FIRST, SECOND);
        days.ingest(FIRST, SECOND);
        List<String> numbers = days.numbers();

        CommandRun run = duplicates();

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains(tcp + " is used", web + " is used", "2 reports not used in 2 groups, 2 of them new")
                .containsPattern(FIRST + " centrifugation: .*1 file changed, .*6 matched, 0 new, 2 gone")
                .containsPattern(SECOND + " centrifugation: .*1 file changed, .*4 matched, 0 new, 2 gone");
        assertThat(days.numbers())
                .hasSize(numbers.size() - 4)
                .isEqualTo(numbers.stream()
                        .filter(number -> !number.startsWith(inTheSameFile) && !number.startsWith(inAnotherBucket))
                        .toList());
        assertAsIfKnownFromTheBeginning();
        String rows = "SELECT xmin::text FROM measurement";
        List<List<String>> before = metadb.query(rows);
        assertThat(duplicates().out()).doesNotContain("centrifugation");
        assertThat(metadb.query(rows)).isEqualTo(before);
    }

    @Test
    void whoComesLaterJoinsTheGroupAndDoesNotChangeWhatIsUsed() throws Exception {
        String first = days.report(SECOND, TCP, 0);
        String second = days.repeat(first, SECOND, "23");
        days.archive(FIRST, SECOND);
        RepeatedDays.succeed(duplicates());
        String earlier = days.repeat(first, FIRST, "01");
        days.archive(FIRST);
        days.ingest(FIRST, SECOND);

        CommandRun run = duplicates("--bucket", FIRST);

        assertThat(run.out())
                .contains("  " + earlier + " is the same, new", "  " + second + " is the same, known")
                .contains("1 bucket compared, 2 reports not used in 1 group, 1 of them new");
        assertThat(days.recorded()).containsExactly("true " + first, "false " + earlier, "false " + second);
        assertThat(List.of(days.has(first), days.has(earlier), days.has(second)))
                .containsExactly(true, false, false);
        assertThat(metadb.query("SELECT count(DISTINCT dupgrp_no) FROM repeated_report"))
                .containsExactly(List.of("2"));
    }

    @Test
    void whoeverChangesTheTableTheBucketsFollow() throws Exception {
        String one = days.report(FIRST, TCP, 0);
        String other = days.repeat(one, SECOND, "05");
        days.archive(FIRST, SECOND);
        days.ingest(FIRST, SECOND);
        RepeatedDays.succeed(duplicates());
        metadb.execute("UPDATE repeated_report SET used = NOT used WHERE dupgrp_no > 0");

        CommandRun run = duplicates();

        assertThat(run.out())
                .contains(other + " is used", "  " + one + " is the same, known")
                .containsPattern(FIRST + " centrifugation: .* 0 new, 2 gone")
                .containsPattern(SECOND + " centrifugation: .* 2 new, 0 gone");
        assertThat(List.of(days.has(one), days.has(other))).containsExactly(false, true);
        metadb.execute("DELETE FROM repeated_report WHERE dupgrp_no > 0");
        days.ingest(FIRST, SECOND);
        assertThat(List.of(days.has(one), days.has(other))).containsExactly(true, true);
    }

    @Test
    void aReportThatWasRecordedWithOtherDigestsIsRefusedAndNothingIsRecorded() throws Exception {
        String used = days.report(FIRST, TCP, 0);
        String other = days.repeat(used, SECOND, "05");
        days.archive(FIRST, SECOND);
        metadb.execute("INSERT INTO repeated_report VALUES (77, true, '" + other + "', decode(repeat('01', 20), 'hex'),"
                + " decode(repeat('02', 64), 'hex'))");

        CommandRun run = duplicates();

        assertThat(run.code()).isEqualTo(65);
        assertThat(run.err())
                .contains("repeated_report has other digests of " + other)
                .doesNotContain(used);
        assertThat(days.recorded()).containsExactly("true " + other);
        assertThat(metadb.query("SELECT * FROM compared_bucket")).isEmpty();
    }

    @Test
    void deletedAndEmptyReportsAreNoDuplicates() throws Exception {
        String kept = days.report(FIRST, TCP, 0);
        String gone = days.repeat(kept, SECOND, "05");
        for (String hour : List.of("01", "02")) {
            days.write(FIRST + "/20170101T" + hour + "0000Z-IT-AS1-ndt-no_report_id-0.2.0-probe.json", "");
        }
        days.archive(FIRST, SECOND);
        Files.writeString(
                place.resolve("canned/.pipeline/deleted.jsonl"),
                "{\"deleted_at\": \"2017-01-03T00:00:00Z\", \"filename\": \"\", \"textname\": \"" + gone + "\"}\n");

        assertThat(duplicates().out())
                .isEqualToNormalizingNewlines(
                        "duplicates: 2 buckets compared, 0 reports not used in 0 groups, 0 of them new\n");
    }

    @Test
    void whatCannotBeReadIsToldAndLeavesItsReportsForLater() throws Exception {
        String one = days.report(FIRST, WEB, 0);
        String other = days.repeat(one, SECOND, "05");
        String readable = days.report(FIRST, TCP, 0);
        String third = days.repeat(readable, FIRST, "23");
        days.archive(FIRST, SECOND);
        Path can = place.resolve("canned").resolve(SECOND).resolve("web_connectivity.0.tar.lz4");
        byte[] whole = Files.readAllBytes(can);
        byte[] damaged = whole.clone();
        damaged[damaged.length / 2] ^= 1;
        can.toFile().setWritable(true);
        Files.write(can, damaged);

        CommandRun run = duplicates();

        assertThat(run.code()).isEqualTo(65);
        assertThat(run.err()).contains("duplicates: " + SECOND + ": ", "web_connectivity.0.tar.lz4");
        assertThat(days.recorded()).containsExactly("true " + readable, "false " + third);
        assertThat(metadb.query("SELECT * FROM compared_bucket")).isEmpty();
        Files.write(can, whole);
        assertThat(duplicates().out()).contains("  " + other + " is the same, new");
        assertThat(metadb.query("SELECT * FROM compared_bucket")).hasSize(2);
    }

    @Test
    void aDryRunChangesNothingAndNeedsNoDatabase() throws Exception {
        String used = days.report(FIRST, TCP, 0);
        String other = days.repeat(used, SECOND, "05");
        days.archive(FIRST, SECOND);

        CommandRun without = CommandRun.of("duplicates", "--root", place, "--dry-run");
        assertThat(without.out())
                .contains(used + " is used", "  " + other + " is the same, new", "1 of them would be new");
        assertThat(place.resolve("metadb")).doesNotExist();
        assertThat(CommandRun.of("duplicates", "--canned-root", place.resolve("canned"), "--dry-run")
                        .out())
                .isEqualTo(without.out());

        days.ingest(FIRST, SECOND);
        CommandRun planned = duplicates("--dry-run", "--json");
        assertThat(planned.code()).as(planned.err()).isZero();
        assertThat(planned.out().lines())
                .containsExactly(
                        "{\"stage\":\"duplicates\",\"state\":\"planned\",\"used\":\"" + used + "\",\"unused\":{\""
                                + other + "\":\"new\"}}",
                        "{\"stage\":\"duplicates\",\"state\":\"planned\",\"buckets\":2,\"groups\":1,\"reports_unused\":1,"
                                + "\"reports_new\":1}",
                        "{\"stage\":\"duplicates\",\"state\":\"planned\",\"leaving\":\"" + other + "\",\"file\":\""
                                + SECOND + "/tcp_connect.0.tar.lz4\",\"measurements\":2}");
        assertThat(days.recorded()).isEmpty();
        assertThat(days.has(other)).isTrue();
        assertThat(duplicates("--json").out())
                .contains("\"state\":\"done\",\"used\":\"" + used, "\"stage\":\"centrifugation\"");
    }

    @Test
    void wrongUseIsToldInWords() {
        assertThat(CommandRun.of("duplicates").code()).isEqualTo(2);
        assertThat(CommandRun.of("duplicates").err()).contains("Where is canned? Give --root DIR");
        assertThat(duplicates("--bucket", "yesterday").err()).contains("'yesterday' is neither a day like 2017-01-01");
        assertThat(duplicates("--jobs", "0").err()).contains("give 1 or more");
        assertThat(CommandRun.of("duplicates", "--root", place.resolve("nowhere"), "--dry-run")
                        .code())
                .isEqualTo(65);
        assertThat(CommandRun.of("duplicates", "--canned-root", place.resolve("canned"), "--autoclaved-root", place)
                        .err())
                .contains("Which database? Give --root DIR or --postgres DSN.");
    }
}
