/**
 * Made-up days of reports for the demonstration, the tests and the benchmark.
 *
 * <p>{@link org.ooni.pipeline.sample.SampleDay} writes the files a collector would hold for one bucket, in the shapes
 * that probes of several generations uploaded: JSON lines of data format 0.2.0, and YAML of 0.1.0 with the tags of
 * Python 2. A seed names a day for good: the same seed gives the same bytes in every locale, time zone and Java
 * version. So numbers are {@link java.math.BigDecimal} and never {@code double}, whose text changed between Java
 * versions; chance is {@link java.util.Random}, whose sequence is part of its specification; and nothing iterates over
 * an unordered collection.
 *
 * <p>Nobody real is in it: addresses and networks are those set aside for documentation (RFC 5737, 3849, 5398), hosts
 * are under {@code .example}, {@code .test} and the like. What is deliberately wrong is listed as {@link
 * org.ooni.pipeline.sample.Defect}s; everything else goes through all stages without complaint.
 */
package org.ooni.pipeline.sample;
