package org.ooni.pipeline.autoclaving.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostScanTest {
    /** The grammar of the rules, which is safe on short texts only. */
    private static final Pattern GRAMMAR =
            Pattern.compile("name=([a-zA-Z0-9](?:(?:[a-zA-Z0-9-]*|(?<!-)\\.(?![-.]))*[a-zA-Z0-9]+)?)");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "name=a_b|a",
                "name=a..b|a",
                "name=a.-b|a",
                "name=a-.b|a",
                "name=x.com.|x.com",
                "name=a--b.c1|a--b.c1",
                "name=_x name=y|y",
                "name=-x|''",
                "name=é|''",
                "mname=n.a. rname=r|n.a",
                "name=|''",
                "''|''",
            })
    void findsTheFirstName(String text, String host) {
        assertThat(HostScan.find("name=", text)).isEqualTo(host);
    }

    @Test
    void findsWhatTheGrammarFinds() {
        long seed = Long.getLong("seed", 20_261_120);
        Random random = new Random(seed);
        String alphabet = "aB3--..._ =name=\u00e9";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "name=" : "");
            for (int i = random.nextInt(14); i > 0; i--) {
                text.append(random.nextInt(12) == 0 ? "name=" : alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Matcher matcher = GRAMMAR.matcher(text);
            String expected = matcher.find() ? matcher.group(1) : "";
            assertThat(HostScan.find("name=", text.toString()))
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(expected);
        }
    }

    @Test
    @DisplayName("D39: rows of dashes, dots and prefixes take linear time")
    @Timeout(300)
    void hostileTextsTakeLinearTime() {
        for (String row : new String[] {"-", ".", "a-", "a.", "a-."}) {
            assertThat(HostScan.find("name=", "name=b" + row.repeat(1_000_000) + "_"))
                    .startsWith("b");
        }
        assertThat(HostScan.find("name=", "name=-".repeat(1_000_000))).isEmpty();
    }
}
