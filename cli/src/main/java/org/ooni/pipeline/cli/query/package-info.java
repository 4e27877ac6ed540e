/** The {@code sql} command's work: one query, its rows on standard output. */
package org.ooni.pipeline.cli.query;
