/**
 * What a Feeder from anywhere is held to: extend {@link org.ooni.pipeline.feeder.testing.FeederContract}, or with a
 * database {@link org.ooni.pipeline.feeder.testing.FeederTableContract}. Published as the jar of tests of this module.
 */
package org.ooni.pipeline.feeder.testing;
