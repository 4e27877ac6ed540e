/** What has to be taken out of cans, archive and database alike, or done to them again. */
package org.ooni.pipeline.cli.mending;
