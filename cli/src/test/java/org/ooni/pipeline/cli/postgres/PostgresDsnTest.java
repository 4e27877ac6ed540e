package org.ooni.pipeline.cli.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ooni.pipeline.cli.exit.CommandException;
import org.ooni.pipeline.cli.exit.ExitCode;

class PostgresDsnTest {
    private static final Map<String, String> NO_VARIABLES = Map.of();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "host=h port=1 user=u dbname=d|u@h:1/d",
                "  host = h   port= 1 user =u dbname=d  |u@h:1/d",
                "host=h user=u|u@h:5432/u",
                "user=u dbname=d|u@localhost:5432/d",
                "host=h user='a b' dbname=d|a b@h:5432/d",
                "host=h user='o\\'brien' dbname='back\\\\slash'|o'brien@h:5432/back\\slash",
                "host=h user=a\\ b dbname=d|a b@h:5432/d",
                "host=h user=u dbname=''|u@h:5432/u",
                "host=h user=u user=v dbname=d|v@h:5432/d",
                "host=a,b port=1,2 user=u dbname=d|u@a:1,b:2/d",
                "host=a,b port=7 user=u dbname=d|u@a:7,b:7/d",
                "postgresql://u@h:1/d|u@h:1/d",
                "postgres://u@h/d|u@h:5432/d",
                "postgresql://u@h|u@h:5432/u",
                "postgresql://u@/d|u@localhost:5432/d",
                "postgresql://u@h/|u@h:5432/u",
                "postgresql://o%27brien@h/a%20b+c|o'brien@h:5432/a b+c",
                "postgresql://u@[::1]:99/d|u@::1:99/d",
                "postgresql://u@a:1,b/d|u@a:1,b:5432/d",
                "postgresql:///d?host=h&port=3&user=u|u@h:3/d",
                "jdbc:postgresql://h:1/d?user=u|u@h:1/d",
                "jdbc:postgresql://h/d?user=u|u@h:5432/d",
                "jdbc:postgresql:d?user=u|u@localhost:5432/d",
            })
    void allFormsNameTheSameThings(String text, String expected) {
        assertThat(shown(PostgresDsn.parse(text, NO_VARIABLES))).isEqualTo(expected);
    }

    private static String shown(PostgresDsn dsn) {
        StringBuilder hosts = new StringBuilder();
        for (int i = 0; i < dsn.hosts().size(); i++) {
            hosts.append(i == 0 ? "" : ",")
                    .append(dsn.hosts().get(i) + ":" + dsn.ports().get(i));
        }
        return dsn.user() + "@" + hosts + "/" + dsn.database();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "host=h password=s3cret|no password here",
                "host=h password='s3cret'|no password here",
                "host=h sslpassword=s3cret|no password here",
                "postgresql://u:s3cret@h/d|no password here",
                "postgresql://u:@h/d|no password here",
                "postgresql://u@h/d?password=s3cret|no password here",
                "postgresql://u@h/d?p%61ssword=s3cret|no password here",
                "postgresql://u:s3/cret@h/d|not of the form",
                "jdbc:postgresql://h/d?user=u&password=s3cret|no password here",
                "jdbc:postgresql://h/d?user=u&sslpassword=s3cret|no password here",
                "jdbc:postgresql://u:s3cret@h/d|names its user behind",
                "jdbc:mysql://h/d?x=s3cret|not of the form jdbc:postgresql:",
                "host=h s3cret|keyword without '=' at character 8",
                "host='h s3cret|quote at character 6 is not closed",
                "host=/var/run/postgresql|does not reach the Unix socket /var/run/postgresql",
                "postgresql:///d?host=/tmp|does not reach the Unix socket /tmp",
                "postgresql://%2Ftmp/d|does not reach the Unix socket /tmp",
                "host=h port=0|'0' is not a port",
                "host=h port=65536|'65536' is not a port",
                "host=h port=x|'x' is not a port",
                "host=a,b port=1,2,3|3 ports for 2 hosts",
                "host=h colour=red|the keyword 'colour' is not supported",
                "postgresql://h/d?colour=red|the keyword 'colour' is not supported",
                "postgresql://h/d?sslmode|lacks its '='",
                "postgresql://h/%zz|not followed by two hexadecimal digits",
                "postgresql://h:x/d|the URL's host is not of the form",
            })
    void wrongUseIsToldWithoutRepeatingThePassword(String text, String message) {
        assertThatThrownBy(() -> PostgresDsn.parse(text, NO_VARIABLES))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining(message)
                .message()
                .doesNotContain("s3cret");
    }

    @Test
    void variablesFillWhatTheTextLeavesOut() {
        Map<String, String> variables =
                Map.of("PGHOST", "eh", "PGPORT", "9", "PGUSER", "eu", "PGDATABASE", "ed", "PGSSLMODE", "require");

        assertThat(shown(PostgresDsn.parse("", variables))).isEqualTo("eu@eh:9/ed");
        assertThat(PostgresDsn.parse("", variables).driver()).containsEntry("sslmode", "require");
        assertThat(shown(PostgresDsn.parse("user=u host=h", variables))).isEqualTo("u@h:9/ed");
        assertThat(PostgresDsn.parse("sslmode=disable", variables).driver()).containsEntry("sslmode", "disable");
    }

    @Test
    void aSocketDirectoryInPghostIsRefusedToo() {
        assertThatThrownBy(() -> PostgresDsn.parse("", Map.of("PGHOST", "/tmp")))
                .hasMessageContaining("Unix socket /tmp");
    }

    @Test
    void theSystemsUserIsTheDefault() {
        String user = System.getProperty("user.name");

        assertThat(shown(PostgresDsn.parse("", NO_VARIABLES))).isEqualTo(user + "@localhost:5432/" + user);
    }

    @Test
    void driverSettingsArePassedOn() {
        assertThat(PostgresDsn.parse("host=h sslmode=verify-full sslrootcert=ca.pem connect_timeout=3", NO_VARIABLES)
                        .driver())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("sslmode", "verify-full", "sslrootcert", "ca.pem", "connectTimeout", "3"));
        assertThat(PostgresDsn.parse("jdbc:postgresql://h/d?user=u&socketTimeout=9", NO_VARIABLES)
                        .driver())
                .containsExactlyEntriesOf(Map.of("socketTimeout", "9"));
    }

    @Test
    void thePasswordComesFromItsVariable() {
        UtcDataSource source = (UtcDataSource) PostgresDsn.parse("host=a,b port=1,2 user=u dbname=d", NO_VARIABLES)
                .dataSource(Map.of("PGPASSWORD", "pw"));

        assertThat(source.getPassword()).isEqualTo("pw");
        assertThat(source.getUser()).isEqualTo("u");
        assertThat(source.getDatabaseName()).isEqualTo("d");
        assertThat(List.of(source.getServerNames())).containsExactly("a", "b");
        assertThat(source.getPortNumbers()).containsExactly(1, 2);
        assertThat(source.getApplicationName()).isEqualTo("pipeline");
    }
}
