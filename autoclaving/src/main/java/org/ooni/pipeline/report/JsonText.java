package org.ooni.pipeline.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A measurement as strict, compact JSON on one line, rewritten from the JSON that probes sent.
 *
 * <p>What probes send is a dialect (normalisation rules §2.3): a comma may stand before <code>}</code>, numbers may be
 * {@code 007} and {@code 1.}, strings may hold raw controls, half a surrogate pair, bytes that are no UTF-8. The text
 * is UTF-8, without raw controls, in the order of the source. A newer measurement needs nothing but a look at some of
 * its outermost members, so those are found on the way and the others never become objects. Reused from blob to blob;
 * not for use by several threads.
 */
public final class JsonText {
    private final TextBuffer text = new TextBuffer();
    private final Members members = new Members(text);
    private final RepeatedKeys keys = new RepeatedKeys();
    private boolean nestedRepeats;

    /**
     * Replaces the text by that of a blob.
     *
     * @throws BadBlobException {@link BadReason#VALUE} if the blob is no object of the dialect, or deeper than
     *     {@value JsonWriter#MAX_DEPTH} levels; {@link BadReason#OVERFLOW} if it has more than {@value Members#MOST}
     *     outermost members, or its text would be more than 64 MiB and more than twice as long; the text is of no use
     *     then
     */
    public void copy(byte[] blob, int from, int length) throws BadBlobException {
        text.clear();
        members.clear();
        keys.clear();
        BlobBytes bytes = new BlobBytes(blob, from, from + length);
        nestedRepeats = new BlobCopier(bytes, text, members, keys).copy();
    }

    /** The array whose first {@link #length} bytes are the text. */
    public byte[] bytes() {
        return text.bytes();
    }

    public int length() {
        return text.length();
    }

    /** The members of the outermost object, repeated keys included. */
    public Members members() {
        return members;
    }

    /**
     * Whether an inner object may have a key twice. The text has it twice then as well: only the tree, which keeps the
     * last, must be published. (Rarely true without cause; never false with one.)
     */
    public boolean hasNestedRepeats() {
        return nestedRepeats;
    }

    /**
     * The text as a tree of its own; a repeated key has its last value.
     *
     * @throws BadBlobException {@link BadReason#OVERFLOW} if it has more than {@value JsonTree#NODES} values
     */
    public ObjectNode tree() throws BadBlobException {
        return (ObjectNode) JsonTree.read(text.bytes(), 0);
    }

    /**
     * One member's value as a tree of its own.
     *
     * @throws BadBlobException as {@link #tree}
     */
    public JsonNode value(int member) throws BadBlobException {
        return JsonTree.read(text.bytes(), members.valueFrom(member));
    }

    /** The string that is a member's value; null if the value is none. */
    public String string(int member) {
        int from = members.valueFrom(member);
        return text.bytes()[from] == '"' ? JsonTree.string(text.bytes(), from) : null;
    }
}
