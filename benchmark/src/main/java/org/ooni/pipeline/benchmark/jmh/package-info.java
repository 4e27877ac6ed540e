/**
 * The hot loops by themselves, for JMH: {@code bin/benchmark jmh [REGEX]}. Throughput is in operations a second; an
 * operation is what the benchmark's own comment says. All data are made up, by one seed.
 */
package org.ooni.pipeline.benchmark.jmh;
