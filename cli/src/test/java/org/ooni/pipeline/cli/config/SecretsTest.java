package org.ooni.pipeline.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://u:s3cret@h:5432/d",
                "postgresql://u:s3cret@s3cret@h/d?sslmode=require",
                "postgres://:s3cret@h/d",
                "jdbc:postgresql://h/d?user=u&password=s3cret&ssl=true",
                "jdbc:postgresql://h/d?sslpassword=s3cret",
                "host=h password=s3cret dbname=d",
                "host=h PASSWORD = 's3cret \\' s3cret' dbname=d",
                "host=h password=\\ s3cret dbname=d",
                "host=h password='s3cret",
            })
    void noPasswordSurvives(String text) {
        assertThat(Secrets.masked(text)).contains("******").doesNotContain("s3cret");
    }

    @Test
    void theRestStays() {
        assertThat(Secrets.masked("postgresql://u:p@h:5432/d?sslmode=require"))
                .isEqualTo("postgresql://u:******@h:5432/d?sslmode=require");
        assertThat(Secrets.masked("host=h password=p dbname=d")).isEqualTo("host=h password=****** dbname=d");
        assertThat(Secrets.masked("host=h user=u")).isEqualTo("host=h user=u");
        assertThat(Secrets.masked("/srv/ooni")).isEqualTo("/srv/ooni");
    }
}
