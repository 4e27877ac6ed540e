package org.ooni.pipeline.report;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * YAML 1.1 as the original pipeline understood it, for the headers and entries of old reports (normalisation rules
 * §2.2, §2.4 to §2.8).
 *
 * <p>Never builds anything but the nodes of a JSON tree, whatever tags the blob carries (D1). Values which JSON does
 * not know become:
 *
 * <ul>
 *   <li>bytes: text when they are UTF-8, otherwise {@link com.fasterxml.jackson.databind.node.BinaryNode} (D9)
 *   <li>dates and datetimes: seconds since the epoch; a double when there is a fraction (D16)
 *   <li>infinities and NaN: null (D13)
 *   <li>sets, tuples, ordered mappings: arrays; the latter of pairs
 *   <li>other keys than text: their string form (D17)
 * </ul>
 *
 * <p>A tree shares no changeable node: aliases are copies (D33). Its depth, nodes and text are bounded (D45).
 */
public final class YamlDocument {
    private YamlDocument() {}

    /**
     * Loads one framed document.
     *
     * @param blob UTF-8, from {@code ---} to {@code ...}, both included
     * @param copies of the document's report; those of this document are added
     * @return the document's value; a null node when it is empty
     * @throws BadBlobException {@link BadReason#YAML_READER}, {@link BadReason#YAML_SCANNER},
     *     {@link BadReason#YAML_PARSER} or {@link BadReason#YAML_COMPOSER} for a text that is not one YAML document;
     *     {@link BadReason#YAML_CONSTRUCTOR} for a tag, key or merge without meaning; {@link BadReason#VALUE},
     *     {@link BadReason#KEY}, {@link BadReason#INDEX}, {@link BadReason#ATTRIBUTE} or
     *     {@link BadReason#UNICODE_ENCODE} for a scalar that is not what its tag says; {@link BadReason#OVERFLOW} for
     *     more than 1024 levels, 10^6 values or 64 MiB of text (or twice the blob), aliases expanded, an alias inside of its own
     *     anchor, or an integer of more than 1000 digits
     */
    public static JsonNode load(byte[] blob, YamlCopies copies) throws BadBlobException {
        YamlComposer composer = new YamlComposer(YamlText.decode(blob));
        YamlNode root = composer.compose();
        YamlValues values = new YamlValues(blob.length);
        try {
            return values.value(root, 0);
        } finally {
            copies.add(values.size() - composer.size());
        }
    }
}
