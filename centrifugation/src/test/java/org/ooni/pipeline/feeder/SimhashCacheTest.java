package org.ooni.pipeline.feeder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SimhashCacheTest {
    private static byte[] key(int i) {
        byte[] key = new byte[32];
        new Random(i).nextBytes(key);
        return key;
    }

    @Test
    void whatWasPutIsThereWhileItGrows() {
        SimhashCache cache = new SimhashCache();
        for (int i = 0; i < 5000; i++) {
            assertThat(cache.get(key(i))).isNull();
            cache.put(key(i), new Simhash(i, -i));
        }
        for (int i = 0; i < 5000; i++) {
            assertThat(cache.get(key(i))).isEqualTo(new Simhash(i, -i));
        }
        assertThat(cache.size()).isEqualTo(5000);
    }

    @Test
    void putAgainReplaces() {
        SimhashCache cache = new SimhashCache();
        cache.put(key(1), new Simhash(1, 1));
        cache.put(key(1), new Simhash(2, 3));
        assertThat(cache.get(key(1))).isEqualTo(new Simhash(2, 3));
        assertThat(cache.size()).isEqualTo(1);
    }

    @Test
    void aFullOneStaysAsBigAndTellsNoLies() {
        SimhashCache cache = new SimhashCache(1 << 10);
        for (int i = 0; i < 20_000; i++) {
            cache.put(key(i), new Simhash(i, i));
            assertThat(cache.get(key(i))).isEqualTo(new Simhash(i, i));
        }
        assertThat(cache.size()).isLessThanOrEqualTo(1024).isGreaterThan(900);
        int known = 0;
        for (int i = 0; i < 20_000; i++) {
            Simhash found = cache.get(key(i));
            assertThat(found).isIn(null, new Simhash(i, i));
            known += found == null ? 0 : 1;
        }
        assertThat(known).isEqualTo(cache.size());
    }

    @Test
    void bodiesAskItAndTellIt() {
        SimhashCache cache = new SimhashCache();
        byte[] body = "one two three four five".getBytes(StandardCharsets.US_ASCII);
        Simhash computed = new ResponseBody(body, cache).simhash();
        assertThat(computed).isEqualTo(Simhash.of(body));
        byte[] sha256 = new ResponseBody(body, cache).sha256();
        assertThat(cache.get(sha256)).isEqualTo(computed);
        cache.put(sha256, new Simhash(7, 8));
        assertThat(new ResponseBody(body, cache).simhash()).isEqualTo(new Simhash(7, 8));
    }
}
