/** Runs stages over buckets, and tells what became of each: a line for a person, an object for a machine. */
package org.ooni.pipeline.cli.stage;
