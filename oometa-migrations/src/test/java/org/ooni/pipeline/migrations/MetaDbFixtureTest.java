package org.ooni.pipeline.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MetaDbFixtureTest {
    @RegisterExtension
    static final MetaDbFixture MIGRATED = MetaDbFixture.migrated();

    @RegisterExtension
    final MetaDbFixture empty = MetaDbFixture.empty();

    @RepeatedTest(2)
    void eachTestHasFreshDatabasesAndThoseOfOthersAreGone() throws SQLException {
        MIGRATED.execute("CREATE TABLE left_behind ()");
        empty.execute("CREATE TABLE left_behind ()");

        assertThat(empty.query("SELECT datname FROM pg_database WHERE datname LIKE 'test%'"))
                .containsExactlyInAnyOrder(List.of(MIGRATED.database()), List.of(empty.database()));
    }

    @Test
    void theUrlLeadsToTheTestsDatabase() throws SQLException {
        try (Connection connection = DriverManager.getConnection(empty.jdbcUrl())) {
            assertThat(connection.getCatalog()).isEqualTo(empty.database());
            assertThat(connection.getMetaData().getUserName()).isEqualTo(empty.user());
        }
    }
}
