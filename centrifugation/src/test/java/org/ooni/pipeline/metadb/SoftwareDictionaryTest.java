package org.ooni.pipeline.metadb;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.ooni.pipeline.migrations.MetaDbFixture;

class SoftwareDictionaryTest {
    @RegisterExtension
    final MetaDbFixture metadb = MetaDbFixture.migrated();

    private MetaDb db;

    @BeforeEach
    void open() {
        db = new MetaDb(metadb.dataSource());
    }

    @Test
    void aNumberStaysWithItsSoftware() throws SQLException {
        int one = new SoftwareDictionary(db).numberOf(version("1"));
        int two = new SoftwareDictionary(db).numberOf(version("2"));
        assertThat(one).isNotEqualTo(two);
        assertThat(new SoftwareDictionary(db).numberOf(version("1"))).isEqualTo(one);
    }

    @Test
    void rowsAreCommittedAtOnceAndByThemselves() throws SQLException {
        SoftwareDictionary dictionary = new SoftwareDictionary(db);
        db.inTransaction(bucket -> {
            dictionary.numberOf(version("1"));
            bucket.rollback();
            return null;
        });
        assertThat(metadb.query("SELECT test_name, test_version, software_name, software_version FROM software"))
                .containsExactly(List.of("ndt", "0.1", "probe", "1"));
    }

    @Test
    @DisplayName("#29: any number of softwares, but only so many are remembered")
    void remembersOnlySoMany() throws SQLException {
        SoftwareDictionary dictionary = new SoftwareDictionary(db, 3);
        for (int i = 0; i < 10; i++) {
            dictionary.numberOf(version(String.valueOf(i)));
        }
        assertThat(dictionary.size()).isEqualTo(3);
        assertThat(dictionary.numberOf(version("0"))).isEqualTo(1);
    }

    @Test
    void theLatestOnesAreRememberedAtOnceAndWhatIsGoneIsForgotten() throws SQLException {
        SoftwareDictionary dictionary = new SoftwareDictionary(db, 3);
        for (int i = 0; i < 10; i++) {
            dictionary.numberOf(version(String.valueOf(i)));
        }
        metadb.execute("DELETE FROM software WHERE software_version IN ('8', '9')");

        db.inTransaction(bucket -> {
            dictionary.refresh(bucket);
            return null;
        });

        assertThat(dictionary.size()).isEqualTo(3);
        assertThat(dictionary.numberOf(version("7"))).isEqualTo(8);
        assertThat(dictionary.numberOf(version("9"))).isEqualTo(11);
    }

    @Test
    @DisplayName("#30: a value that is known burns no number")
    void knownValuesBurnNoNumber() throws SQLException {
        for (int i = 0; i < 5; i++) {
            new SoftwareDictionary(db).numberOf(version("1"));
        }
        assertThat(new SoftwareDictionary(db).numberOf(version("2"))).isEqualTo(2);
    }

    @Test
    void whatPostgresCannotStoreIsReplaced() throws SQLException {
        SoftwareDictionary dictionary = new SoftwareDictionary(db);
        assertThat(dictionary.numberOf(version("\u0000"))).isEqualTo(dictionary.numberOf(version("\ud800")));
    }

    private static Software version(String version) {
        return new Software("ndt", "0.1", "probe", version);
    }
}
