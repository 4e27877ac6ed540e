/**
 * Makes again what is done, over a range of days: {@link org.ooni.pipeline.cli.rerun.Rerun} takes bucket after bucket,
 * {@link org.ooni.pipeline.cli.rerun.RerunLedger} remembers how far it came.
 */
package org.ooni.pipeline.cli.rerun;
