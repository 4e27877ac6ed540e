package org.ooni.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.ooni.pipeline.migrations.MetaDbDump;
import org.ooni.pipeline.migrations.MetaDbFixture;

/** A scrubbing rule that came late makes an archive that looks as if it had come in time. */
class RescrubTest {
    private static final String DAY = "2017-01-01";
    private static final String WEB = DAY + "/web_connectivity.0.tar.lz4";
    private static final String RULES = """
            rules:
              - id: resolvers
                reason: they tell where the probe is
                match: {test_name: web_connectivity}
                replace: {at: /test_keys/client_resolver, with: 192.0.2.53}
              - id: nothing
                reason: is concerned
                match: {test_name: ndt}
                remove: /test_keys
            """;

    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    @RegisterExtension
    final MetaDbFixture inTime = MetaDbFixture.migrated();

    @TempDir
    Path place;

    private MendedRoot mended;

    @BeforeEach
    void aDayBeforeTheRule() throws IOException {
        mended = made("late", metadb);
        mended.ingest(DAY);
        Files.writeString(mended.root().resolve("scrubbing.yaml"), RULES);
    }

    private MendedRoot made(String name, MetaDbFixture database) throws IOException {
        MadeArchive.make(place.resolve(name), report -> true, DAY);
        return new MendedRoot(place.resolve(name), database);
    }

    private Map<String, byte[]> archiveOfTheRulesTime() throws IOException {
        Files.createDirectories(place.resolve("in time"));
        Files.writeString(place.resolve("in time/scrubbing.yaml"), RULES);
        MendedRoot root = made("in time", inTime);
        root.ingest(DAY);
        return root.files();
    }

    @Test
    void aRuleThatCameLateLeavesNothingAndEveryMeasurementKeepsItsNumber() throws Exception {
        Map<String, String> numbers = mended.numbers();
        assertThat(metadb.query("SELECT count(*) FROM dns_a WHERE client_resolver <> '192.0.2.53'"))
                .isNotEqualTo(metadb.query("SELECT 0"));

        CommandRun run = mended.run("rescrub", "--rule", "resolvers");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "archive " + WEB + ": was made again for 16 measurements",
                        "database " + WEB + ": measurements: 16 as before, 0 new, 0 gone",
                        "Still to be seen to by you:")
                .doesNotContain("vanilla_tor");
        Map<String, byte[]> expected = archiveOfTheRulesTime();
        assertThat(mended.files())
                .hasSameSizeAs(expected)
                .allSatisfy((name, bytes) -> assertThat(bytes).as(name).isEqualTo(expected.get(name)));
        assertThat(MetaDbDump.of(metadb.dataSource())).isEqualTo(MetaDbDump.of(inTime.dataSource()));
        assertThat(metadb.query("SELECT DISTINCT client_resolver FROM dns_a"))
                .isEqualTo(metadb.query("SELECT '192.0.2.53'"));
        assertThat(mended.numbers()).isEqualTo(numbers);

        assertThat(mended.run("rescrub", "--rule", "resolvers").out()).startsWith(DAY + " rescrub: nothing left to do");
    }

    @Test
    void aDryRunNamesTheFilesAndTouchesNothing() throws Exception {
        String everything = mended.everything();

        CommandRun run =
                CommandRun.of("rescrub", "--root", mended.root(), "--rule", "resolvers", "--dry-run", "--json");

        assertThat(run.out())
                .isEqualTo("{\"bucket\":\"" + DAY + "\",\"stage\":\"rescrub\",\"state\":\"planned\","
                        + "\"files_remade\":{\"" + WEB + "\":16}}" + System.lineSeparator());
        assertThat(mended.everything()).isEqualTo(everything);
        assertThat(CommandRun.of("rescrub", "--root", mended.root(), "--rule", "nothing", "--dry-run")
                        .out())
                .startsWith(DAY + " rescrub: nothing left to do");
    }

    @Test
    void aFileThatWasMadeAgainBeforeTheDatabaseKnewIsTakenUp() throws Exception {
        Map<String, String> numbers = mended.numbers();
        assertThat(mended.run("rescrub", "--rule", "resolvers").code()).isZero();
        // As it was when the database did not know.
        metadb.execute("UPDATE autoclaved SET file_sha1 = decode(repeat('00', 20), 'hex') WHERE filename = '" + WEB
                + "'; UPDATE dns_a SET client_resolver = '198.51.100.1'");

        CommandRun run = mended.run("rescrub", "--rule", "resolvers", "--bucket", DAY);

        assertThat(run.out()).contains("database " + WEB + ": measurements: 16 as before");
        assertThat(metadb.query("SELECT DISTINCT client_resolver FROM dns_a"))
                .isEqualTo(metadb.query("SELECT '192.0.2.53'"));
        assertThat(mended.numbers()).isEqualTo(numbers);
    }

    @Test
    void aFileWhoseCanIsGoneIsNamed() throws Exception {
        Path cans = mended.root().resolve("canned").resolve(DAY);
        assertThat(Shell.in(place).run("chmod", "-R", "u+w", cans).code()).isZero();
        assertThat(Shell.in(place).run("rm", "-r", cans).code()).isZero();

        CommandRun run = mended.run("rescrub", "--rule", "resolvers");

        assertThat(run.code()).isEqualTo(65);
        assertThat(run.err()).contains("no can is there to make again of: " + WEB);
    }

    @Test
    void aRuleThatIsNotThereIsWrongUse() {
        CommandRun run = mended.run("rescrub", "--rule", "resolver");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("there is no rule 'resolver' in scrubbing.yaml, but resolvers, nothing.");
    }
}
