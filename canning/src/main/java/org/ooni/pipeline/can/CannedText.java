package org.ooni.pipeline.can;

import org.ooni.pipeline.io.FileDigest;

/**
 * A report in a can.
 *
 * @param textname {@code <bucket>/<report file>}
 * @param digest of the report's bytes, uncompressed
 */
public record CannedText(String textname, FileDigest digest) {}
