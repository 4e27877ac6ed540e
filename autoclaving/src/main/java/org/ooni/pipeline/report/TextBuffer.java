package org.ooni.pipeline.report;

import java.util.Arrays;

/** Bytes of text that grow at their end; reused from measurement to measurement. Not for use by several threads. */
public final class TextBuffer {
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private static final int USUAL = 1 << 16;

    /** Bytes for which room is made ahead at most. */
    private static final int MOST_SPARE = 16 << 20;

    private static final byte[] NOTHING = {};

    private byte[] bytes;
    private int length;

    public TextBuffer() {
        this(USUAL);
    }

    /** @param capacity bytes for which there is room at first */
    TextBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    /** The array whose first {@link #length} bytes are the text; another one after the text has grown. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public void clear() {
        length = 0;
    }

    public void append(byte[] text, int from, int to) {
        room(to - from);
        System.arraycopy(text, from, bytes, length, to - from);
        length += to - from;
    }

    /** Makes room for so many bytes at once, where they are known beforehand: growing leaves arrays behind. */
    public void reserve(int more) {
        room(more);
    }

    /** Appends one ASCII character. */
    public void append(char c) {
        if (length == bytes.length) {
            room(1);
        }
        bytes[length++] = (byte) c;
    }

    /** Puts another ASCII character in the place of the last. */
    public void replaceLast(char c) {
        bytes[length - 1] = (byte) c;
    }

    /** Appends ASCII text. */
    void append(String ascii) {
        byte[] target = room(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            target[length++] = (byte) ascii.charAt(i);
        }
    }

    /** The array, with room for so many more bytes; whoever writes there says so by {@link #length(int)}. */
    byte[] room(int more) {
        if (bytes.length - length < more) {
            long least = (long) length + more;
            if (least > LARGEST) {
                throw new IllegalStateException("a text of " + least + " bytes fits no array");
            }
            long spare = Math.min(MOST_SPARE, bytes.length / 2);
            if (length == 0) {
                bytes = NOTHING; // the old array may be in the way of the new one
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(LARGEST, least + spare));
        }
        return bytes;
    }

    void length(int newLength) {
        length = newLength;
    }
}
