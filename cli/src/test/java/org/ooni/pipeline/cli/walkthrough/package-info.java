/** Holds a page of the documentation against what really happens. */
package org.ooni.pipeline.cli.walkthrough;
