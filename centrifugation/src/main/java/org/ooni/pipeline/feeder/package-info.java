/**
 * One measurement becomes rows of many tables.
 *
 * <p>A {@link org.ooni.pipeline.feeder.Feeder} copies part of a measurement into one table and erases from it what the
 * rows now hold; {@link org.ooni.pipeline.feeder.Feeders} is the ordered list of them. The spine, the rows that every
 * measurement has whatever its test, is made by {@link org.ooni.pipeline.feeder.ReportSpine} and
 * {@link org.ooni.pipeline.feeder.MeasurementSpine}; what nobody claimed is the
 * {@link org.ooni.pipeline.feeder.Residual}.
 *
 * <p>JSON tells a missing key from a null one, and so do Feeders: they read through
 * {@link org.ooni.pipeline.feeder.Fields} alone, whose failures are {@link org.ooni.pipeline.feeder.DatumException}s.
 */
package org.ooni.pipeline.feeder;
