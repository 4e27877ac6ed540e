package org.ooni.pipeline.autoclaving.scrub;

/**
 * What is done to which measurements.
 *
 * @param reason why, for those who read the rules
 */
record Rule(String id, String reason, Match match, Action action) {}
