package org.ooni.pipeline.metadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ooni.pipeline.io.BusyException;
import org.ooni.pipeline.migrations.MetaDbFixture;

class FingerprintsTest {
    private static final Fingerprint PAGE = Fingerprint.ofBody("IT", "a\tb\\c\r\nd è");

    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    @Test
    void theFingerprintsOfANewDatabaseAreThoseThisProgramWasTestedWith() throws SQLException {
        assertThat(fingerprints().checksum()).isEqualTo(FingerprintState.SEEDED);
        assertThatCode(this::requireKnown).doesNotThrowAnyException();
    }

    @Test
    void theChecksumIsOfTheTextThatCopyMakes() throws SQLException, IOException, NoSuchAlgorithmException {
        metadb.execute("DELETE FROM fingerprint");
        fingerprints().accept();
        fingerprints().change(table -> table.add(PAGE) + table.add(Fingerprint.ofHeaderValue("ZZ", "Via", "x")));

        assertThat(fingerprints().checksum())
                .isEqualTo(sha256("25\tIT\ta\\tb\\\\c\\r\\nd è\t\\N\t\\N\t\\N\n26\tZZ\t\\N\tVia\t\\N\tx\n"));
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void prefixAndValueOfOneHeaderDifferInTheChecksum() throws SQLException {
        metadb.execute("INSERT INTO fingerprint VALUES (25, 'IT', NULL, 'Via', 'x', NULL)");
        String prefix = fingerprints().checksum();
        metadb.execute("UPDATE fingerprint SET header_prefix = NULL, header_value = 'x' WHERE fingerprint_no = 25");

        assertThat(fingerprints().checksum()).isNotEqualTo(prefix);
    }

    @Test
    void aDeliberateChangeIsKnownAfterwards() throws SQLException, BusyException {
        assertThat(fingerprints().<Integer>change(table -> table.add(PAGE))).isEqualTo(25);
        requireKnown();
        assertThat(metadb.query("SELECT count(*), max(encode(checksum, 'hex')), max(now() AT TIME ZONE 'UTC'"
                        + " - changed_at) < interval '1 minute' FROM fingerprint_state"))
                .containsExactly(List.of("1", fingerprints().checksum(), "t"));

        assertThat(fingerprints().<Optional<MarkedFiles>>change(table -> table.remove(25)))
                .isPresent();
        requireKnown();
        assertThat(fingerprints().checksum()).isEqualTo(FingerprintState.SEEDED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE fingerprint SET body_substr = 'x' WHERE fingerprint_no = 1",
                "DELETE FROM fingerprint WHERE fingerprint_no = 24",
                "INSERT INTO fingerprint (origin_cc, body_substr) VALUES ('IT', 'x')",
                "UPDATE fingerprint SET fingerprint_no = 99 WHERE fingerprint_no = 1",
            })
    void aChangeByHandIsNotKnownUntilItIsAccepted(String change) throws SQLException, BusyException {
        fingerprints().change(table -> table.add(PAGE));
        metadb.execute(change);

        assertThatThrownBy(this::requireKnown)
                .isInstanceOf(FingerprintsChangedException.class)
                .hasMessageContaining("run `fingerprints accept`");
        assertThatThrownBy(() -> fingerprints().change(table -> table.remove(2)))
                .isInstanceOf(FingerprintsChangedException.class);

        assertThat(fingerprints().accept()).isEqualTo(fingerprints().checksum());
        requireKnown();
    }

    @Test
    void whatFindsTheSameIsKnown() throws SQLException, BusyException {
        fingerprints().change(table -> {
            assertThat(table.numberOf(Fingerprint.ofHeaderPrefix("SA", "server", "Protected by WireFilter")))
                    .isEqualTo(OptionalInt.of(18));
            assertThat(table.numberOf(Fingerprint.ofHeaderPrefix("ZZ", "server", "Protected by WireFilter")))
                    .isEmpty();
            assertThat(table.numberOf(Fingerprint.ofHeaderValue("SA", "server", "Protected by WireFilter")))
                    .isEmpty();
            assertThat(table.numberOf(Fingerprint.ofBody("IT", "GdF Stop Page")))
                    .isEqualTo(OptionalInt.of(7));
            assertThat(table.numberOf(Fingerprint.ofBody("IT", "gdf stop page")))
                    .isEmpty();
            return null;
        });
    }

    @Test
    void removingOneTakesItsHitsAlong() throws SQLException, BusyException {
        metadb.execute("INSERT INTO http_request_fp VALUES (1, 7), (2, 7), (2, 8)");

        long uses = fingerprints().change(table -> {
            long found = table.uses(7);
            assertThat(table.remove(7)).isPresent();
            assertThat(table.remove(7)).isEmpty();
            return found;
        });

        assertThat(uses).isEqualTo(2);
        assertThat(metadb.query("SELECT * FROM http_request_fp")).containsExactly(List.of("2", "8"));
    }

    @Test
    void aChangeThatFailsLeavesNothing() throws SQLException {
        assertThatThrownBy(() -> fingerprints().change(table -> {
                    table.add(PAGE);
                    throw new IllegalStateException("enough");
                }))
                .hasMessage("enough");

        assertThat(fingerprints().checksum()).isEqualTo(FingerprintState.SEEDED);
        assertThat(metadb.query("SELECT 1 FROM fingerprint_state")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "it | Via | x | 'it' is no country's code",
                "UK | Via | x | the United Kingdom's is GB",
                "IT | Vi a | x | 'Vi a' is no header's name",
                "IT | \"\" | x | '' is no header's name",
                "IT | Via | \"\" | there is no text to look for",
            })
    void aFingerprintMustMakeSense(String country, String header, String value, String problem) {
        Fingerprint fingerprint = Fingerprint.ofHeaderValue(country, header, value);

        assertThat(fingerprint.problem())
                .hasValueSatisfying(text -> assertThat(text).contains(problem));
        assertThatThrownBy(() -> fingerprints().change(table -> table.add(fingerprint)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Fingerprint.ofBody("IT", "a\0b").problem()).isPresent();
    }

    @Test
    void aChangeGivesUpWhileABucketReadsTheTable() throws SQLException {
        try (Connection bucket = metadb.dataSource().getConnection()) {
            bucket.setAutoCommit(false);
            FingerprintState.requireKnown(bucket);

            assertThatThrownBy(() -> new Fingerprints(new MetaDb(metadb.dataSource()), "100ms").accept())
                    .isInstanceOf(BusyException.class)
                    .hasMessageContaining("in use by a run of centrifugation");
        }
    }

    private Fingerprints fingerprints() {
        return new Fingerprints(new MetaDb(metadb.dataSource()));
    }

    private void requireKnown() throws SQLException {
        try (Connection connection = metadb.dataSource().getConnection()) {
            FingerprintState.requireKnown(connection);
        }
    }
}
