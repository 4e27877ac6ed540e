/**
 * The canned archive: private, written once, one directory a bucket.
 *
 * <pre>
 * canned/&lt;bucket&gt;/ := Can* index.json.gz
 * Can              := {@link org.ooni.pipeline.can.TarCan}   &lt;test_name&gt;.&lt;N&gt;.tar.lz4
 *                   | {@link org.ooni.pipeline.can.BlobCan}  &lt;report file&gt;.lz4
 * index.json.gz    := one JSON object a line for each can ({@link org.ooni.pipeline.can.CanIndex})
 * </pre>
 *
 * <p>A can is one LZ4 frame of level 5. Reading, any LZ4 frames are accepted, and tars that end after a single zero
 * record: the original's are sometimes cut there. docs/formats.md has the whole.
 */
package org.ooni.pipeline.can;
