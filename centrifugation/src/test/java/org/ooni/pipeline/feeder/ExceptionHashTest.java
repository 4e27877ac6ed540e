package org.ooni.pipeline.feeder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ExceptionHashTest {
    @Test
    void theFunctionIsMurmur3() {
        assertThat(ExceptionHash.murmur("foo")).isEqualTo(-156908512);
    }

    @Test
    void theSamePlaceAndMessageHashAlike() {
        assertThat(hash(SampleData.with("test_keys", "null"))).isEqualTo(hash(SampleData.with("test_keys", "null")));
    }

    @Test
    void theHighHalfIsThePlaceAndTheLowHalfTheMessage() {
        int ip = hash(SampleData.withKeys("{'tcp_connect': [{}]}"));
        int status = hash(SampleData.withKeys("{'tcp_connect': [{'ip': '1.1.1.1', 'port': 1, 'status': {}}]}"));
        int controlStatus = hash(SampleData.withKeys("""
                {'tcp_connect': [{'ip': '1.1.1.1', 'port': 1, 'status': {'failure': 'x'}}],
                'control': {'tcp_connect': {'1.1.1.1:1': {'status': 1, 'failure': 2}}}}"""));
        assertThat(high(ip)).isEqualTo(high(status)).isNotEqualTo(high(controlStatus));
        assertThat(low(ip)).isNotEqualTo(low(status));
    }

    @Test
    void lambdasOfOtherNumbersAreTheSamePlace() {
        RuntimeException one = thrownBy(() -> Fields.need(SampleData.json("{}"), "a"));
        RuntimeException two = thrownBy(() -> Fields.need(SampleData.json("{}"), "a"));
        StackTraceElement[] renamed = two.getStackTrace();
        renamed[1] = new StackTraceElement("some.Feeder", "lambda$feed$1", "Feeder.java", 1);
        two.setStackTrace(renamed);
        StackTraceElement[] other = one.getStackTrace();
        other[1] = new StackTraceElement("some.Feeder", "lambda$feed$27", "Feeder.java", 99);
        one.setStackTrace(other);
        assertThat(ExceptionHash.of(one, ExceptionHashTest.class))
                .isEqualTo(ExceptionHash.of(two, ExceptionHashTest.class));
    }

    @Test
    void anExceptionWithoutAMessageHasAHash() {
        assertThat(ExceptionHash.of(new IllegalStateException(), ExceptionHashTest.class))
                .isNotEqualTo(ExceptionHash.of(new IllegalArgumentException(), ExceptionHashTest.class));
    }

    private static int hash(ObjectNode datum) {
        return ExceptionHash.of(Fed.by(new TcpFeeder(), datum).failures().get(0), Fed.class);
    }

    private static RuntimeException thrownBy(Supplier<?> work) {
        try {
            throw new AssertionError("did not fail: " + work.get());
        } catch (DatumException e) {
            return e;
        }
    }

    private static int high(int hash) {
        return hash >>> 16;
    }

    private static int low(int hash) {
        return hash & 0xFFFF;
    }
}
