/**
 * The metadb as this program sees it: a PostgreSQL schema that {@code db migrate} makes, filled by COPY.
 *
 * <p>{@link org.ooni.pipeline.metadb.MetaDb} lends connections; {@link org.ooni.pipeline.metadb.RowWriter} and
 * {@link org.ooni.pipeline.metadb.CopyText} know the COPY text format, {@link org.ooni.pipeline.metadb.CopySink} sends
 * it, and keeps a line that PostgreSQL refuses in the table {@code badrow} instead of losing its bucket.
 */
package org.ooni.pipeline.metadb;
