package org.ooni.pipeline.autoclaving.sanitise;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    @Test
    void addressesAreReadAsJavaReadsThem() throws UnknownHostException {
        long seed = 20171123;
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String text = spelled(random);
            ByteBuffer expected = ByteBuffer.wrap(InetAddress.getByName(text).getAddress());
            Ipv6 read = Ipv6.at(text, 0);
            assertThat(read.host(read.size() - 1))
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(new Host(expected.getLong(), expected.getLong()));
            assertThat(read.end(read.size() - 1)).isEqualTo(text.length());
        }
    }

    /** An address of eight groups, or of fewer with {@code ::} for those that are missing. */
    private static String spelled(Random random) {
        int from = random.nextInt(8);
        int to = random.nextBoolean() ? from : from + 1 + random.nextInt(8 - from);
        StringBuilder text = new StringBuilder("2001");
        for (int group = 1; group < 8; group++) {
            if (group > from && group <= to) {
                text.append(group == from + 1 ? ":" : "").append(group == 7 ? ":" : "");
            } else {
                text.append(':').append(Integer.toHexString(random.nextInt(1 << 4 * (1 + random.nextInt(4)))));
            }
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.3", "1.2.3.256", "1.2.3.4567", "1..2.3", "1.2.3.", "a.2.3.4", ""})
    void whatIsNoAddressIsNone(String text) {
        assertThat(Ipv4.at(text, 0)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"12:30:15", "1:2:3:4:5:6:7", "g::1", "12345::1", "", ":1", "1:"})
    void whatIsNoIpv6IsNone(String text) {
        Ipv6 read = Ipv6.at(text, 0);
        assertThat(read == null ? 0 : read.size()).isZero();
    }
}
