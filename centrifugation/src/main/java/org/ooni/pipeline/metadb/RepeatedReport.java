package org.ooni.pipeline.metadb;

/**
 * A row of {@code repeated_report}: a report of a group of reports that are the same.
 *
 * @param group negative if it was entered by hand; then its reports need not have the same bytes
 * @param used whether it is the one of its group that is ingested
 */
public record RepeatedReport(int group, boolean used, String textname, ReportContent content) {}
