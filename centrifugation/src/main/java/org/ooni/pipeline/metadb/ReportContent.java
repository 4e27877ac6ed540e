package org.ooni.pipeline.metadb;

import org.ooni.pipeline.io.Sha1;

/**
 * The bytes of a raw report, as two digests: what has both in common is the same report.
 *
 * @param sha512 hexadecimal, in small letters
 */
public record ReportContent(Sha1 sha1, String sha512) {}
