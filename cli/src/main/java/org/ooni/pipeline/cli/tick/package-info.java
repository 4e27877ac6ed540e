/**
 * What cron calls: finds what is not done, and does it, the newest days first. {@link org.ooni.pipeline.cli.tick.TickPlan}
 * decides from values alone, {@link org.ooni.pipeline.cli.tick.Tick} carries it out.
 */
package org.ooni.pipeline.cli.tick;
