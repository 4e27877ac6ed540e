/**
 * How fast the stages are on made-up days, beside yardsticks measured in the same run (docs/performance.md).
 *
 * <p>Every figure is of a process of its own, started as a user starts it. Start at {@link
 * org.ooni.pipeline.benchmark.Main}; {@link org.ooni.pipeline.benchmark.Suite} says what is measured in which order,
 * {@link org.ooni.pipeline.benchmark.Targets} what is made of it.
 */
package org.ooni.pipeline.benchmark;
