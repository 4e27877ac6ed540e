package org.ooni.pipeline.metadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ooni.pipeline.io.CorruptFileException;
import org.ooni.pipeline.io.Gzip;
import org.ooni.pipeline.metadb.OriginAsTable.Imported;
import org.ooni.pipeline.migrations.MetaDbFixture;

class OriginAsTableTest {
    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    @TempDir
    private Path directory;

    private Imported load(String text) throws SQLException, IOException {
        return load(Files.writeString(directory.resolve("origins"), text));
    }

    private Imported load(Path file) throws SQLException, IOException {
        return OriginAsTable.replace(new MetaDb(metadb.dataSource()), file);
    }

    private List<String> rows() throws SQLException {
        return metadb.query("SELECT origin || ' ' || asn FROM originas ORDER BY origin, asn").stream()
                .map(row -> row.get(0))
                .toList();
    }

    @Test
    void eachNetworkOfAPrefixHasARowAndSetsAndPrivateNetworksHaveNone() throws Exception {
        Imported imported = load("""
                # from a dump
                192.0.2.0\t24\t64496_100

                192.0.2.0\t24\t64496
                198.51.100.0 24 64498,64499_7
                203.0.113.0\t25\t64512_65535_4200000000
                2001:db8::\t32\t64511
                0.0.0.0\t0\t1
                """);

        assertThat(rows())
                .containsExactly(
                        "0.0.0.0/0 1",
                        "192.0.2.0/24 100",
                        "192.0.2.0/24 64496",
                        "198.51.100.0/24 7",
                        "2001:db8::/32 64511");
        assertThat(imported).isEqualTo(new Imported(0, 5, 1, 3));
    }

    @Test
    void aZoneOfTxtRecordsIsReadToo() throws Exception {
        Imported imported = load("""
                0.2.0.192.asn.example. IN TXT "64496" "192.0.2.0" "24"
                0.2.0.192.asn.example.\t3600\tIN\tTXT\t"64496"\t"192.0.2.0"\t"24"
                1.2.0.192.asn.example. IN TXT "{1,2}" "192.0.2.0" "25"
                """);

        assertThat(rows()).containsExactly("192.0.2.0/24 64496");
        assertThat(imported).isEqualTo(new Imported(0, 1, 1, 0));
    }

    @Test
    void theRowsOfBeforeAreReplaced() throws Exception {
        load("192.0.2.0 24 1\n198.51.100.0 24 2\n");
        Path gzip = directory.resolve("next.gz");
        try (OutputStream out = Gzip.compress(Files.newOutputStream(gzip))) {
            out.write("192.0.2.0 24 3".getBytes(StandardCharsets.US_ASCII));
        }

        assertThat(load(gzip)).isEqualTo(new Imported(2, 1, 0, 0));
        assertThat(rows()).containsExactly("192.0.2.0/24 3");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.0 24 | neither",
                "192.0.2.0/24 1 | neither",
                "192.0.2.0 24 1 2 | neither",
                "192.0.2.1 24 1 | bits beyond its length of 24",
                "192.0.2.0 33 1 | more than 32 bits",
                "2001:db8:: 129 1 | more than 128 bits",
                "::ffff:192.0.2.0 96 1 | an address of two families",
                "fe80::%eth0 64 1 | no address",
                "example.org 24 1 | no address",
                "192.0.2.0 24 AS1 | no network's number",
                "192.0.2.0 24 1__2 | no network's number",
                "192.0.2.0 24 4199999999 | beyond 2^31",
                "a IN TXT \"x\" \"192.0.2.0\" \"24\" | no network's number",
                "a IN A 192.0.2.1 | neither",
            })
    void aMalformedLineIsNamedAndNothingChanges(String line, String reason) throws Exception {
        load("192.0.2.0 24 1\n");

        assertThatThrownBy(() -> load("198.51.100.0 24 2\n" + line + "\n"))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("origins: line 2: ")
                .hasMessageContaining(reason);
        assertThat(rows()).containsExactly("192.0.2.0/24 1");
    }

    @Test
    void aFileThatSaysNothingDoesNotEmptyTheTable() throws Exception {
        load("192.0.2.0 24 1\n");

        assertThatThrownBy(() -> load("# nothing\n")).hasMessageEndingWith("origins: there is no prefix in it");
        assertThatThrownBy(() -> load(directory.resolve("absent"))).hasMessageContaining("cannot read networks");
        assertThat(rows()).containsExactly("192.0.2.0/24 1");
    }
}
