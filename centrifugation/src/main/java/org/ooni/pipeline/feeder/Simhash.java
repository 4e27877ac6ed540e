package org.ooni.pipeline.feeder;

import java.util.Arrays;

/**
 * Numbers that differ in few bits when bodies differ a little (Feeder rules §2.7).
 *
 * @param layout of the body as it is
 * @param text of the words that a reader sees
 */
public record Simhash(long layout, long text) {
    /** Of a body's bytes, which are left as they are. */
    public static Simhash of(byte[] body) {
        byte[] text = Arrays.copyOf(body, body.length + Shingles.PADDING);
        byte[] room = new byte[text.length];
        long layout = Shingles.layout(text, body.length, room);
        return new Simhash(layout, Shingles.words(text, Markup.strip(text, body.length), room));
    }
}
