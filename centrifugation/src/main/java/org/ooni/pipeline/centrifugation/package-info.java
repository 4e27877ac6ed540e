/**
 * The act of filling the metadb from one bucket of the autoclaved archive; start reading at
 * {@link org.ooni.pipeline.centrifugation.Centrifugation}.
 *
 * <pre>
 * plan     IngestPlan         files in the index x files in the database: what is to be done
 * load     IndexLoader        index events into temporary tables, which number files, reports, measurements
 * read     BatchReader        each file once, front to back, its digest proven; frames as they lie there
 * feed     FeedingPool        in parallel: spine and Feeders: rows, hashes of failures, the residual
 * copy     MeasurementIntake  in order: the report agrees; rows to the database
 * settle   Settlement         temporary tables into the final ones; dictionaries, flags, counters
 * </pre>
 *
 * <p>All of it is one transaction ({@code BucketTransaction}): a bucket is in the database whole or not at all.
 */
package org.ooni.pipeline.centrifugation;
