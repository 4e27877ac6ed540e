/** Prints what the sensor found: a table for a person, objects for a program. */
package org.ooni.pipeline.cli.status;
