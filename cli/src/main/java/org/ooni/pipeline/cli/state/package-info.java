/**
 * What is done and what is not, bucket by bucket and stage by stage. Told from listings, indexes and one query of the
 * database; no data file is opened. Start at {@link org.ooni.pipeline.cli.state.Sensor}.
 */
package org.ooni.pipeline.cli.state;
