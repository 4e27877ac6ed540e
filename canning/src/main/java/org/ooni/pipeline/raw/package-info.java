/** The collector's files, as they lie in {@code reports-raw}: buckets, report names, listings. */
package org.ooni.pipeline.raw;
