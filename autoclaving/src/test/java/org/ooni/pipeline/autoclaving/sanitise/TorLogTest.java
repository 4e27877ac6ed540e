package org.ooni.pipeline.autoclaving.sanitise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TorLogTest {
    @Test
    void messagesAboutBridgesAreRedacted() {
        assertThat(TorLog.redact("x Learned fingerprint AB12 for bridge 1.2.3.4:443 y "
                        + "new bridge descriptor 'U' (fresh): $A~U at 5.6.7.8 z"))
                .isEqualTo("x [REDACTED] y [REDACTED] z");
    }

    @ParameterizedTest(name = "D42: {0}")
    @CsvSource({
        "a Learned fingerprint ab for bridge 1.1.1.1:1 b, a [REDACTED] b",
        "a LEARNED FINGERPRINT AB FOR BRIDGE [2001:DB8::1]:1 b, a [REDACTED] b",
        "a New Bridge Descriptor 'U': $A~U at [2001:db8::1] b, a [REDACTED] b",
        "connected to 9.9.9.9:9001!, connected to [REDACTED]!",
        "connected to [2001:db8::1]:9001!, connected to [REDACTED]!",
        "connected to [2001:db8::1]!, connected to [REDACTED]!"
    })
    void moreSpellingsAndEveryServerAreRedacted(String log, String redacted) {
        assertThat(TorLog.redact(log)).isEqualTo(redacted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Tor 0.3.4.9 (git-074ca2e0054fded1) opening new log file.",
                "Nov 23 12:30:15.000 [notice] Bootstrapped 10%",
                "new bridge descriptor a\nb at 5.6.7.8",
                "Learned fingerprint AB for bridge x",
                "[12:30:15] hello"
            })
    void allElseStays(String log) {
        assertThat(TorLog.redact(log)).isEqualTo(log);
    }

    @Test
    void theBlanksBeforeAtMaySpanLines() {
        assertThat(TorLog.redact("new bridge descriptor a \n\u000b at 5.6.7.8:9"))
                .isEqualTo("[REDACTED]:9");
    }

    @Test
    void redactingTwiceIsRedactingOnce() {
        String log = "new bridge descriptor Learned fingerprint AB\nfor bridge 1.2.3.4:5 at 6.7.8.9";
        assertThat(TorLog.redact(TorLog.redact(log))).isEqualTo(TorLog.redact(log));
    }

    @ParameterizedTest
    @DisplayName("Hostile logs take linear time")
    @ValueSource(
            strings = {
                "new bridge descriptor ",
                "new bridge descriptor x at 1.2.3. ",
                "Learned fingerprint A ",
                "learned fingerprint a\n",
                "1.",
                "1:",
                "1::",
                "[",
                "f",
                " "
            })
    void hostileLogsTakeLinearTime(String piece) {
        String log = piece.repeat((4 << 20) / piece.length());
        assertTimeoutPreemptively(Duration.ofSeconds(300), () -> TorLog.redact(log));
    }
}
