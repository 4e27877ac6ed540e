package org.ooni.pipeline.feeder;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;

/** The bytes of a response's body, with what is computed of them once and asked for by several Feeders. */
final class ResponseBody {
    private static final byte[] TITLE = "<title>".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TITLE_END = "</title>".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;
    private final SimhashCache known;
    private byte[] sha256;
    private Simhash simhash;

    /** @param known is asked, and told, of similarity hashes */
    ResponseBody(byte[] bytes, SimhashCache known) {
        this.bytes = bytes;
        this.known = known;
    }

    /** Not a copy: for reading. */
    byte[] bytes() {
        return bytes;
    }

    /** What stands between the first {@code <title>} and the end of it, or null. */
    String title() {
        int begin = indexOf(TITLE, 0);
        int end = begin < 0 ? -1 : indexOf(TITLE_END, begin + TITLE.length);
        return end < 0
                ? null
                : new String(bytes, begin + TITLE.length, end - begin - TITLE.length, StandardCharsets.UTF_8);
    }

    /** Where {@code tag} stands, in capitals or not. */
    private int indexOf(byte[] tag, int from) {
        for (int i = from; i <= bytes.length - tag.length; i++) {
            int k = 0;
            while (k < tag.length && lower(bytes[i + k]) == tag[k]) {
                k++;
            }
            if (k == tag.length) {
                return i;
            }
        }
        return -1;
    }

    private static int lower(byte b) {
        return b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
    }

    byte[] sha256() {
        if (sha256 == null) {
            sha256 = Hashing.sha256().hashBytes(bytes).asBytes();
        }
        return sha256;
    }

    Simhash simhash() {
        if (simhash == null) {
            simhash = known.get(sha256());
        }
        if (simhash == null) {
            simhash = Simhash.of(bytes);
            known.put(sha256(), simhash);
        }
        return simhash;
    }
}
