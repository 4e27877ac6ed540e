/**
 * Finds reports that lie in cans under several names, records them, and has the database use one of each. Start at
 * {@link org.ooni.pipeline.cli.duplicates.Duplicates}.
 */
package org.ooni.pipeline.cli.duplicates;
