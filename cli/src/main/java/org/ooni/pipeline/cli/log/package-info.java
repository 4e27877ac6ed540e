/** What goes to standard error: lines for a person, or an object a line for a collector of logs. */
package org.ooni.pipeline.cli.log;
