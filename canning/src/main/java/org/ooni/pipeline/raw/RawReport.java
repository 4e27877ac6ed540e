package org.ooni.pipeline.raw;

/**
 * A report as the listing of its bucket shows it.
 *
 * @param size in bytes
 */
public record RawReport(ReportName name, long size) {}
